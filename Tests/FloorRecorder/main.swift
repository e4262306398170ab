import Database
import Glibc
import Operations
import Records
import Schema

/// Follows a queue_log into a floor until it is killed: so tests can kill it.
///
///     floor-recorder FOLDER NODE QUEUE_LOG
///
/// It says `ready` when it has read all that was there.
func record() throws -> Never {
  let arguments = CommandLine.arguments
  guard arguments.count == 4 else { fatalError("usage: floor-recorder FOLDER NODE QUEUE_LOG") }
  let options = Connection.Options(
    creates: false,
    durability: .normal,
    busyBudget: .seconds(60),
    checkpointsOnClose: true,
    longestLog: 1_000,
    readsWhatItCannotWrite: false
  )
  let location = StoreLocation(folder: arguments[1])
  try StoreFiles.create(folder: location.folder, file: location.floorFile)
  let connection = try Connection(path: location.floorFile, options)
  try Schema.migrate(connection, to: Schema.floor)
  let store = try FloorStore(connection)
  let node = arguments[2]
  let follower = QueueLogFollower(path: arguments[3], known: try store.positions(of: node))
  var isReady = false
  while true {
    if let batch = try follower.next() {
      try store.append(batch, of: node)
    } else {
      if !isReady {
        print("ready")
        fflush(nil)
        isReady = true
      }
      waitAMoment()
    }
  }
}

/// Waits, and ends with whoever holds the other end of the standard input.
func waitAMoment() {
  var input = pollfd(fd: STDIN_FILENO, events: 0, revents: 0)
  if poll(&input, 1, 5) > 0 { exit(0) }
}

try record()
