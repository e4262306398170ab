public import Database

extension Store {
  /// Where a number, normalised, is at home: the region with the longest beginning of it.
  public func region(of number: String) throws(DatabaseError) -> Region? {
    try connection.first(
      """
      WITH RECURSIVE beginning (length) AS (
        SELECT min(length(?1), 16)
        UNION ALL
        SELECT length - 1 FROM beginning WHERE length > 1
      )
      SELECT region.prefix, region.name, region.zone, region.area
      FROM beginning CROSS JOIN directory_layer AS layer CROSS JOIN region
        ON region.layer = layer.number AND region.prefix = substr(?1, 1, beginning.length)
      WHERE layer.content = 'regions' AND layer.state = 1
      ORDER BY beginning.length DESC, layer.number DESC LIMIT 1
      """,
      [.text(number)]
    ) { Region($0) }
  }

  /// Whether some numbers are at home in a region of that name.
  public func hasRegion(named name: String) throws(DatabaseError) -> Bool {
    try connection.first(
      """
      SELECT 1 FROM directory_layer AS layer CROSS JOIN region ON region.layer = layer.number
      WHERE layer.content = 'regions' AND layer.state = 1 AND region.name = ? LIMIT 1
      """,
      [.text(name)]
    ) { _ in true } ?? false
  }

  /// Goes through the regions, until `consider` has enough.
  public func eachRegion(
    _ consider: (Region) throws(DatabaseError) -> Connection.Reading
  ) throws(DatabaseError) {
    try connection.each(
      """
      SELECT region.prefix, region.name, region.zone, region.area
      FROM directory_layer AS layer CROSS JOIN region ON region.layer = layer.number
      WHERE layer.content = 'regions' AND layer.state = 1 AND NOT EXISTS (
        SELECT 1 FROM directory_layer AS above CROSS JOIN region AS other
          ON other.layer = above.number
        WHERE above.content = 'regions' AND above.state = 1 AND above.number > layer.number
          AND other.prefix = region.prefix
      )
      ORDER BY layer.number, region.prefix
      """
    ) { (row) throws(DatabaseError) in try consider(Region(row)) }
  }
}

extension Region {
  fileprivate init(_ row: Row) {
    self.init(
      prefix: row.text(0),
      name: row.text(1),
      zone: row.text(2),
      area: row.optionalText(3)
    )
  }
}
