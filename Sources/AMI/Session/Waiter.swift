/// Who waits for an action's answer.
enum Waiter {
  typealias Reply = CheckedContinuation<Result<Message, AMIError>, Never>
  typealias WholeList = CheckedContinuation<Result<List, AMIError>, Never>

  case reply(Reply)
  case list(WholeList, items: [Message])
  case stream(AsyncThrowingStream<Message, any Error>.Continuation, count: Int)

  func fail(_ error: AMIError) {
    switch self {
    case .reply(let waiter): waiter.resume(returning: .failure(error))
    case .list(let waiter, _): waiter.resume(returning: .failure(error))
    case .stream(let items, _): items.finish(throwing: error)
    }
  }

  func succeed(_ response: Message) {
    switch self {
    case .reply(let waiter): waiter.resume(returning: .success(response))
    case .list(let waiter, let items):
      waiter.resume(returning: .success(List(response: response, items: items)))
    case .stream(let items, _): items.finish()
    }
  }

  var expectation: Session.Expectation {
    if case .reply = self { .reply } else { .list }
  }
}
