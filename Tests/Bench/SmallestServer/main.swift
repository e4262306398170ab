import AGI
import Glibc

/// The least a script can do, in a server.
struct Smallest: Script {
  func run(_ call: Call) throws {
    try call.answer()
    try call.set("SWB_STATUS", to: "SUCCESS")
  }
}

var settings = FastAGIServer.Settings()
settings.port = 0
let server = try FastAGIServer(settings) { _ in Smallest() }
print(server.port)
fflush(nil)
server.run()
