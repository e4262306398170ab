import Database
import Records

/// The dates and times at which appointments can be, one after the other.
struct Slots {
  let zone: Zone
  let length: Duration
  /// Where to look next, and where to stop.
  private(set) var from: Timestamp
  let until: Timestamp
  let places: Int
  let taken: [Range<Timestamp>]
  /// Whether somebody is there.
  let isOpen: (Timestamp) throws(DatabaseError) -> Bool

  init(
    zone: Zone,
    length: Duration,
    from: Timestamp,
    until: Timestamp,
    places: Int,
    taken: [Range<Timestamp>],
    isOpen: @escaping (Timestamp) throws(DatabaseError) -> Bool
  ) {
    self.zone = zone
    self.length = length
    self.from = from
    self.until = until
    self.places = places
    self.taken = taken
    self.isOpen = isOpen
  }

  /// The next free one.
  mutating func next() throws(DatabaseError) -> Timestamp? {
    let seconds = max(60, Int(length.components.seconds))
    while true {
      // On the centre's clocks they begin at whole slots of the day: 09:00, 09:30.
      let offset = zone.offset(at: from)
      let local = from.seconds + offset + (from.fraction > 0 ? 1 : 0)
      let ofDay = local % 86_400
      var begin = local - ofDay + (ofDay + seconds - 1) / seconds * seconds
      // A slot that does not divide the day begins anew at midnight.
      if begin / 86_400 != local / 86_400 { begin = begin / 86_400 * 86_400 }
      let start = Timestamp(seconds: begin - offset)
      guard start < until else { return nil }
      let end = Timestamp(seconds: start.seconds + seconds)
      from = Timestamp(microseconds: start.microseconds + 1)
      let count = taken.count { $0.lowerBound < end && $0.upperBound > start }
      guard count < places, try isOpen(start), try isOpen(Timestamp(seconds: end.seconds - 1))
      else { continue }
      return start
    }
  }

  /// Goes on at another moment.
  mutating func jump(to moment: Timestamp) {
    from = moment
  }
}
