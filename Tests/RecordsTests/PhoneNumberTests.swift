import Records
import Testing

@Suite struct PhoneNumberTests {
  @Test(arguments: [
    ("13812345678", "13812345678"), ("+86 138 1234 5678", "13812345678"),
    ("0086-138-1234-5678", "13812345678"), ("013812345678", "13812345678"),
    ("021-5000 0000", "02150000000"), ("+86 21 5000 0000", "02150000000"),
    ("4008001234", "4008001234"), ("+864008001234", "4008001234"), ("95588", "95588"),
    ("110", "110"), ("1001", "1001"), ("+1 (212) 555-0100", "+12125550100"),
    ("0012125550100", "+12125550100"), ("*78", "*78"), ("alice", "alice"),
  ])
  func oneNumberHasOneForm(raw: String, normalised: String) {
    #expect(PhoneNumber(raw).normalised == normalised)
    #expect(PhoneNumber(raw).raw == raw)
  }

  @Test(arguments: [
    "13812345678", "+86 138 1234 5678", "0086-138-1234-5678", "021-5000 0000", "5000 0000", "95588",
    "110", "1001", "10", "+1 (212) 555-0100", "(021) 50000000", "*78", "138.1234.5678",
    "+86 13812345678", "0 13812345678", "021 50000000",
  ])
  func peopleWriteNumbersInManyWays(text: String) {
    #expect(PhoneNumber(written: text)?.normalised == PhoneNumber(text).normalised)
    #expect(PhoneNumber(written: text) != nil)
  }

  @Test(arguments: [
    "", "anonymous", "alice", "13800000666 13800000667", "13800000666 1001", "1001 13800000666",
    "110 119", "13800000666.0", "13800000666.", "1.38E+10", "+", "0", "00", "000", "#", "**", "7",
    "+12", "+0123456789", "+86#12345678", "1234567890123456", "１３８００００６６６",
    String(repeating: "1", count: 5_000),
  ])
  func whatCouldNotCallIsNoNumber(text: String) {
    #expect(PhoneNumber(written: text) == nil)
  }

  @Test(arguments: ["", "unknown", "<unknown>", "Unknown", "anonymous", "Restricted"])
  func withheldIsOneValue(raw: String) {
    #expect(PhoneNumber(raw).normalised == nil)
    #expect(PhoneNumber(raw).masked == "withheld")
  }

  @Test(arguments: [
    ("13812345678", "138****5678"), ("02150000000", "021****0000"), ("1001", "****"),
    ("95588", "9**88"), ("5000000", "5****00"),
  ])
  func logsHideTheMiddle(raw: String, masked: String) {
    #expect(PhoneNumber(raw).masked == masked)
  }
}
