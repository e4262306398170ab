import ArgumentParser
import Configuration
import Database
import Foundation

/// What a command found out: one value, told as text or as JSON, so that the two cannot disagree.
protocol Report: Encodable {
  /// The value as text for a person.
  func text(in world: World) -> String

  /// Whether all is well: the exit code tells scripts.
  var isGood: Bool { get }

  /// Whether the text is a table for spreadsheets, whose cells are made harmless one by one.
  var isCSV: Bool { get }
}

extension Report {
  var isGood: Bool { true }
  var isCSV: Bool { false }
}

/// A command that answers with one report.
protocol Command: ParsableCommand {
  associatedtype Answer: Report

  var form: Form { get }

  func answer(in world: World) throws -> Answer
}

/// How the answer is written.
struct Form: ParsableArguments {
  @Flag(help: "Answer in JSON.")
  var json = false
}

extension Command {
  func run() throws {
    try run(in: .live)
  }

  func run(in world: World) throws {
    let answer: Answer
    do {
      answer = try self.answer(in: world)
      var text = form.json ? try answer.json() : answer.text(in: world)
      // Whatever callers and command lines brought, a terminal is written to.
      if !form.json, !answer.isCSV { text = text.printableLines }
      if !text.isEmpty { try world.output(text) }
    } catch let failure as Failure {
      throw end(failure, in: world)
    } catch let error as DatabaseError {
      throw end(Failure(error), in: world)
    }
    if !answer.isGood { throw ExitCode.failure }
  }

  private func end(_ failure: Failure, in world: World) -> ExitCode {
    world.say(failure.words)
    for line in failure.lines { world.say(line) }
    return .failure
  }
}

extension Report {
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}
