/// The JSON schema of a kind of file, by which editors complete and warn.
///
/// The schemas are embedded, so that the tool has those of its own version.
public enum FileSchema: String, CaseIterable, Sendable {
  case switchboard, routing, calendar, queues, agents, trunks, ivr, surveys

  /// The files that it is for.
  public var files: String {
    switch self {
    case .ivr, .surveys: "\(rawValue)/NAME.yaml"
    default: "\(rawValue).yaml"
    }
  }

  /// The schema.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  private var bytes: [UInt8] {
    switch self {
    case .switchboard: PackageResources.switchboard_schema_json
    case .routing: PackageResources.routing_schema_json
    case .calendar: PackageResources.calendar_schema_json
    case .queues: PackageResources.queues_schema_json
    case .agents: PackageResources.agents_schema_json
    case .trunks: PackageResources.trunks_schema_json
    case .ivr: PackageResources.ivr_schema_json
    case .surveys: PackageResources.surveys_schema_json
    }
  }
}
