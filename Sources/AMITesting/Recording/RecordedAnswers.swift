import AMI
import NIOConcurrencyHelpers

/// What a recorded Asterisk said after each action, by the action's name.
struct RecordedAnswers {
  private(set) var byName: [String: [[Message]]] = [:]

  init(_ session: RecordedSession) {
    var decoders: [RecordedSession.Side: MessageDecoder] = [.client: .init(), .asterisk: .init()]
    var asked: (name: String, id: String?)?
    for piece in session.pieces {
      decoders[piece.side]?.append(piece.bytes)
      while let element = try? decoders[piece.side]?.next() {
        guard case .message(let message) = element else { continue }
        switch piece.side {
        case .client:
          let name = (message["Action"] ?? "").lowercased()
          asked = (name, message["ActionID"])
          byName[name, default: []].append([])
        case .asterisk:
          guard let asked, let last = byName[asked.name]?.indices.last else { continue }
          byName[asked.name]?[last].append(RecordedAnswers.without(asked.id, message))
        }
      }
    }
  }

  /// The action's own id becomes ``placeholder``, for the one that replaces it when it is sent.
  private static func without(_ id: String?, _ message: Message) -> Message {
    guard let id, message.has("ActionID", id) else { return message }
    return Message(
      message.headers.map { header in
        header.name.lowercased() == "actionid" ? .init(header.name, placeholder) : header
      }
    )
  }

  /// Stands for the id of the action that is answered.
  static let placeholder = "@"

  /// The answers that were not given yet.
  final class Left: Sendable {
    private let answers: NIOLockedValueBox<ArraySlice<[Message]>>

    init(_ answers: [[Message]]) {
      self.answers = NIOLockedValueBox(answers[...])
    }

    func next() -> [Message] {
      answers.withLockedValue { $0.popFirst() }
        ?? [Message([("Response", "Error"), ("Message", "the recording has no more of this")])]
    }
  }
}
