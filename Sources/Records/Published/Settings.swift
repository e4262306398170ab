/// What holds for the whole centre: `switchboard.yaml`.
public struct Settings: Equatable, Sendable {
  /// The time zone where nothing else says one.
  public var zone: String?
  /// The languages that callers are spoken to in; the first is for those who chose none.
  public var languages: [String]
  /// The folder of Asterisk's sounds, which has a folder for each language.
  public var sounds: String?
  /// Asterisk's spool folder.
  public var spool: String?
  /// The command that makes a sound file of a prompt's text; `nil` is the one we come with.
  public var promptCommand: String?
  /// The folder of the files that are generated for Asterisk.
  public var asteriskFiles: String?
  /// The command that gives Asterisk a command; `nil` is `asterisk -rx`.
  public var asteriskCommand: String?
  /// Who may switch by phone: a name and the PIN's hash, as `PINHash` makes it.
  public var operators: [Operator]

  /// Nothing is said.
  public init() {
    languages = []
    operators = []
  }

  /// Somebody who may switch by phone.
  public struct Operator: Equatable, Sendable {
    /// The name, which rows name too.
    public var name: String
    /// The PIN's hash.
    public var pin: String

    /// Describes an operator.
    public init(name: String, pin: String) {
      self.name = name
      self.pin = pin
    }
  }
}

extension Settings {
  /// The form in which they are published.
  var flat: FlatText {
    var flat = FlatText()
    flat.append("zone", zone)
    for language in languages { flat.append("language", language) }
    flat.append("sounds", sounds)
    flat.append("spool", spool)
    flat.append("promptCommand", promptCommand)
    flat.append("asteriskFiles", asteriskFiles)
    flat.append("asteriskCommand", asteriskCommand)
    for one in operators {
      flat.append("operator", one.name)
      flat.append("pin", one.pin)
    }
    return flat
  }

  /// Reads the published form.
  init(_ flat: FlatText) {
    self.init()
    zone = flat["zone"]
    languages = flat.all("language")
    sounds = flat["sounds"]
    spool = flat["spool"]
    promptCommand = flat["promptCommand"]
    asteriskFiles = flat["asteriskFiles"]
    asteriskCommand = flat["asteriskCommand"]
    operators = zip(flat.all("operator"), flat.all("pin")).map { Operator(name: $0, pin: $1) }
  }
}
