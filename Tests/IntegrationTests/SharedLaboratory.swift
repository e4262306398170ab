import Laboratory

/// The one Asterisk in which all integration tests of a run play.
enum Shared {
  private static let result = Result { try Laboratory(equipment) }

  private static let equipment = Equipment(
    queues: LaboratoryTests.queues,
    files: ["extensions.conf": LaboratoryTests.dialplan + Stage.dialplan],
    programs: ["agi-ear": AudioTests.program],
    scripts: LaboratoryTests.scripts.merging(ExitStatusTests.programs) { first, _ in first }
  )

  /// Starts it when it is first asked for.
  static func laboratory() throws -> Laboratory { try result.get() }
}
