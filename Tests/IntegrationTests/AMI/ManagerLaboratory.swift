import AMI
import Foundation
import Laboratory
import struct Phone.Endpoint

/// An Asterisk with manager users of its own, in clear and with TLS, and numbers that end as they say.
enum ManagerLaboratory {
  private static let result = Result { try Laboratory(equipment, name: "ami") }

  /// Starts it when it is first asked for.
  static func laboratory() throws -> Laboratory { try result.get() }

  private static let tlsPort = Int.random(in: 20_000..<30_000)

  private static let equipment = Equipment(
    queues: ["ami": ["1001", "1002"]],
    files: ["manager.conf": manager, "extensions.conf": dialplan]
  )

  private static let manager = """
    [general](+)
    tlsenable = yes
    tlsbindaddr = 127.0.0.1:\(tlsPort)
    tlscertfile = \(certificate)
    tlsprivatekey = \(certificate)
    channelvars = SWB_CALL

    [ami]
    secret = hush
    read = all
    write = all

    [ami-agents]
    secret = hush
    read = agent
    write = agent

    """

  private static let dialplan = """
    [ami]
    exten => answers,1,Answer()
     same => n,Wait(30)
    exten => busy,1,Hangup(17)
    exten => rejects,1,Hangup(21)
    exten => rings,1,Ringing()
     same => n,Wait(30)
    exten => floods,1,Answer()
     same => n,Set(i=0)
     same => n,While($[${i} < 10000])
     same => n,UserEvent(Flood,Number: ${i})
     same => n,Set(i=$[${i} + 1])
     same => n,EndWhile()
     same => n,UserEvent(FloodEnd)

    """

  /// Where its manager interface listens, in clear.
  static func port() throws -> Int { Int(try laboratory().ami.port) }

  static func configuration(user: String = "ami", secret: String = "hush") throws -> Configuration {
    var configuration = Configuration(
      port: try port(),
      credentials: Credentials(username: user, secret: secret)
    )
    configuration.shortestWait = .milliseconds(10)
    return configuration
  }

  /// As ``configuration(user:secret:)``, encrypted.
  static func encrypted(_ tls: Configuration.TLS, host: String) throws -> Configuration {
    var configuration = try configuration()
    configuration.host = host
    configuration.port = tlsPort
    configuration.tls = tls
    return configuration
  }

  /// A certificate for `localhost` with its key, made once for each run.
  static let certificate: String = {
    let path = NSTemporaryDirectory() + "ami-\(getpid()).pem"
    let openssl = Process()
    openssl.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    openssl.arguments = [
      "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
      "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
      "-keyout", path, "-out", path + ".crt",
    ]
    openssl.standardError = FileHandle.nullDevice
    try? openssl.run()
    openssl.waitUntilExit()
    let parts = [path, path + ".crt"].compactMap { FileManager.default.contents(atPath: $0) }
    try? Data(parts.joined()).write(to: URL(fileURLWithPath: path))
    return path
  }()
}
