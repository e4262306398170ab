import AMI
import Laboratory
import struct Phone.Endpoint

/// An Asterisk with manager users of its own, in clear and with TLS, and numbers that end as they say.
enum ManagerLaboratory {
  private static let result = Result { try Laboratory(equipment(), name: "ami") }

  /// Starts it when it is first asked for.
  static func laboratory() throws -> Laboratory { try result.get() }

  /// Files laid over an Asterisk's are called so.
  private static let certificateFile = "manager-certificate.conf"

  private static func equipment() throws -> Equipment {
    Equipment(
      queues: ["ami": ["1001", "1002"]],
      files: [
        "manager.conf": manager, "extensions.conf": dialplan,
        certificateFile: try Laboratory.certificate(for: "localhost"),
      ]
    )
  }

  /// The certificate of its encrypted port, for `localhost`, with its key: made when it starts.
  static func certificate() throws -> String { try laboratory().etc + "/" + certificateFile }

  private static let manager = """
    [general](+)
    tlsenable = yes
    tlsbindaddr = 127.0.0.1:@FASTAGI@
    tlscertfile = @DIRECTORY@/etc/\(certificateFile)
    tlsprivatekey = @DIRECTORY@/etc/\(certificateFile)
    channelvars = SWB_CALL

    ; Asterisk closes who reads nothing for a tenth of a second: too soon on a machine that is busy.
    [ami]
    secret = hush
    read = all
    write = all
    writetimeout = 10000

    [ami-agents]
    secret = hush
    read = agent
    write = agent

    """

  private static let dialplan = """
    [ami]
    exten => answers,1,Answer()
     same => n,Wait(300)
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
    exten => forges,1,Answer()
     same => n,Set(END=${URIDECODE(%0D%0A)})
     same => n,Set(FORGED=Event: QueueMemberPause${END}Privilege: agent${END}Queue: ami${END})
     same => n,UserEvent(Forgery,Text: x${END}${END}${FORGED}${END}Response: Success)
     same => n,UserEvent(ForgeryEnd)
     same => n,Wait(30)

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
    configuration.port = Int(try laboratory().fastAGI.port)
    configuration.tls = tls
    return configuration
  }
}
