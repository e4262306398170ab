import CallScripts
import Database
import Glibc
import Records
import Schema

// The daemon: brings the store to its shape, keeps it open, and answers AGI(agi://...).
do {
  let options = try Options(Array(CommandLine.arguments.dropFirst()))
  let location = options.location
  try StoreFiles.create(folder: location.folder, file: location.file)
  // As long as somebody has the store open, calls need not set up its shared memory.
  let connection = try Connection(path: location.file, .administrator)
  try Schema.migrate(connection)
  let server = try ScriptServer(
    location: location,
    address: options.address,
    port: options.port,
    maximumCalls: options.maximumCalls
  )
  say(
    "\(ProgramVersion.current) answers agi://\(options.address):\(server.port)/",
    to: STDOUT_FILENO
  )
  server.stopOnSignals()
  withExtendedLifetime(connection) { server.run() }
  say("stopped", to: STDOUT_FILENO)
} catch let error as UsageError {
  say("\(error.words)\n\(Options.usage)", to: STDERR_FILENO)
  exit(2)
} catch {
  say("\(error)", to: STDERR_FILENO)
  exit(1)
}

/// Writes a line at once: who waits for it reads a pipe.
func say(_ words: String, to descriptor: Int32) {
  let line = Array("switchboardd: \(words)\n".utf8)
  _ = write(descriptor, line, line.count)
}
