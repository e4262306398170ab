import Reports
import Testing

@Suite struct CSVTests {
  @Test(arguments: [
    ("sales", "sales"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""),
    ("two\nlines", "\"two\nlines\""), ("张三", "张三"), ("", ""),
    ("=1+1", "'=1+1"), ("+86", "'+86"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"),
    ("\t=1", "'\t=1"), ("\r=1", "\"'\r=1\""), ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
    ("=HYPERLINK(\"x\",1)", "\"'=HYPERLINK(\"\"x\"\",1)\""),
  ])
  func aTextIsNeverAFormula(text: String, cell: String) {
    var csv = CSV(["name"])
    csv.append([.text(text)])
    #expect(csv.text == "name\r\n\(cell)\r\n")
  }

  @Test func numbersOfOursStayNumbers() {
    var csv = CSV(["n", "score", "rate"])
    csv.append([.number(-3), .fraction(-0.2), .fraction(nil)])
    #expect(csv.text == "n,score,rate\r\n-3,-0.2000,\r\n")
  }
}
