/// Somebody who calls, or is called: what is known of one number.
public struct Contact: Equatable, Sendable {
  /// The number as it was given and as it is compared.
  public var number: PhoneNumber
  /// The name.
  public var name: String
  /// The language that the contact is spoken to in, such as `zh`.
  public var language: String?
  /// The number of the agent who always takes this contact's calls.
  public var agent: String?
  /// Anything.
  public var note: String
  /// The fields that the site itself has, by its own names.
  public var fields: FlatText

  /// Describes a contact.
  public init(
    number: PhoneNumber,
    name: String = "",
    language: String? = nil,
    agent: String? = nil,
    note: String = "",
    fields: FlatText = FlatText()
  ) {
    self.number = number
    self.name = name
    self.language = language
    self.agent = agent
    self.note = note
    self.fields = fields
  }
}
