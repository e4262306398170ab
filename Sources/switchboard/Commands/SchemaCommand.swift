import ArgumentParser
import Configuration

/// Prints what editors check the YAML files by.
struct SchemaCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON schema of a kind of file, by which editors complete and warn.",
    discussion: """
      An editor that knows YAML schemas reads the first line of a file: \
      "# yaml-language-server: $schema=PATH". scripts/install puts the schemas into \
      /etc/asterisk/switchboard/schemas; this command prints them for other places.
      """
  )

  @Argument(help: "The kind: a file's name without .yaml, or ivr, or surveys.")
  var kind: String?

  @Flag(help: "List the kinds.")
  var list = false

  @OptionGroup var form: Form

  func answer(in world: World) throws -> SchemaReport {
    guard !list, let kind else { return SchemaReport(schemas: FileSchema.allCases, isList: true) }
    guard let schema = FileSchema(rawValue: kind) else {
      throw Phrases.noSchema(kind, known: FileSchema.allCases.map(\.rawValue))
    }
    return SchemaReport(schemas: [schema], isList: false)
  }
}

/// A schema, or the kinds that there are.
struct SchemaReport: Report {
  var schemas: [FileSchema]
  var isList: Bool

  func text(in world: World) -> String {
    guard isList else { return schemas.map(\.text).joined().trimmingSuffix("\n") }
    return Table(Phrases.schemaHead, world.language, schemas.map { [$0.rawValue, $0.files] }).text
  }

  private struct Row: Encodable {
    var kind: String
    var files: String
    var schema: String?
  }

  func encode(to encoder: any Encoder) throws {
    let rows = schemas.map { schema in
      Row(kind: schema.rawValue, files: schema.files, schema: isList ? nil : schema.text)
    }
    try ["schemas": rows].encode(to: encoder)
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
