/// Why there is no laboratory, or why it could not do something, and what helps.
public struct LaboratoryError: Error, CustomStringConvertible {
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}
