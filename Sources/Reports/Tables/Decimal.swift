/// A number with so many places behind its point, rounded half away from zero.
public func decimal(_ value: Double, places: Int) -> String {
  var scale = 1
  for _ in 0..<places { scale *= 10 }
  let rounded = Int((value.magnitude * Double(scale)).rounded())
  let sign = value < 0 && rounded > 0 ? "-" : ""
  guard places > 0 else { return "\(sign)\(rounded)" }
  let fraction = String(rounded % scale)
  let zeros = String(repeating: "0", count: places - fraction.utf8.count)
  return "\(sign)\(rounded / scale).\(zeros)\(fraction)"
}
