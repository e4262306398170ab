/// Where numbers that begin alike are at home.
public struct Region: Equatable, Sendable {
  /// The beginning of the numbers, normalised: `1380000`, `021`, `+1212`.
  public var prefix: String
  /// The region's name.
  public var name: String
  /// The time zone, such as `Asia/Shanghai`.
  public var zone: String
  /// The code of the area as it is dialled from another one, such as `021`; abroad there is none.
  public var area: String?

  /// Describes a region.
  public init(prefix: String, name: String, zone: String, area: String? = nil) {
    self.prefix = prefix
    self.name = name
    self.zone = zone
    self.area = area
  }
}
