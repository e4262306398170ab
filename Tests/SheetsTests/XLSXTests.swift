import Testing

@testable import Sheets

@Suite struct XLSXTests {
  private func cells(_ file: WorkbookFile, sheet: String? = nil) throws -> [[String]] {
    try CSVTests.cells(file.bytes, Sheet.Choice(sheet: sheet))
  }

  @Test(arguments: [true, false])
  func cellsOfEachTypeAreText(isDeflated: Bool) throws {
    var file = WorkbookFile(
      """
      <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>
      <row r="3" spans="1:5">
        <c r="A3"><v>13800000666</v></c>
        <c r="C3" t="inlineStr"><is><t>a &lt;b&gt; &#24352;</t></is></c>
        <c r="D3" t="str"><f>A3&amp;"x"</f><v>cached</v></c>
        <c r="E3" t="b"><v>1</v></c>
        <c r="F3" t="e"><f>1/0</f><v>#DIV/0!</v></c>
        <c r="G3" t="n"/>
      </row>
      <row/>
      <row><c><v>1.38E+10</v></c><c><v>3.1400000000000001</v></c></row>
      """
    )
    file.strings = """
      <si><t>号码</t></si>
      <si><r><t>姓</t></r><r><rPr/><t xml:space="preserve">名</t></r><rPh><t>xing</t></rPh></si>
      """
    file.isDeflated = isDeflated
    #expect(
      try cells(file) == [
        ["号码", "姓名"],
        ["13800000666", "", "a <b> 张", "cached", "1", "#DIV/0!", ""],
        ["13800000000", "3.14"],
      ]
    )
    #expect(try Sheet(file.bytes).form == .xlsx(sheet: "名单 & 1"))
  }

  @Test(arguments: [
    ("13800000666", "13800000666"), ("13800000666.0", "13800000666"),
    ("1.3800000666E10", "13800000666"), ("1.38E10", "13800000000"), ("-3", "-3"),
    ("0.1", "0.1"), ("110101199003077758", "110101199003077758"), ("NaN", "NaN"), ("x", "x"),
    ("1E+300", "1e+300"),
  ])
  func aNumberIsAsItWasMeant(written: String, text: String) {
    #expect(CellNumber.text(written) == text)
  }

  @Test(arguments: [
    ("46083", "2026-03-02"), ("46083.395833333336", "2026-03-02 09:30"),
    ("46083.000011574074", "2026-03-02 00:00:01"), ("0.5", "12:00"), ("59", "1900-02-28"),
    ("61", "1900-03-01"), ("1", "1900-01-01"), ("-1", "-1"),
  ])
  func aDateIsADay(written: String, text: String) {
    #expect(CellNumber.date(written, beginsIn1904: false) == text)
  }

  @Test func datesAreSeenByTheirStyle() throws {
    let row = (0..<5).map { #"<c s="\#($0)"><v>46083</v></c>"# }.joined()
    var file = WorkbookFile("<row>\(row)</row>")
    file.formats = """
      <numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>
      <numFmt numFmtId="165" formatCode="[Red]0.00&quot; days&quot;"/>
      """
    file.styles = """
      <xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/>\
      <xf numFmtId="31"><alignment/></xf>
      """
    let date = "2026-03-02"
    #expect(try cells(file) == [["46083", date, date, "46083", date]])
    file.properties = #"date1904="1""#
    #expect(try cells(file)[0][1] == "2030-03-03")
  }

  @Test func aSheetIsChosenByItsName() throws {
    let file = WorkbookFile("<row><c><v>1</v></c></row>")
    #expect(try cells(file, sheet: "second") == [["2"]])
    #expect(throws: SheetError(.noSheet, "名单 & 1, second")) { try cells(file, sheet: "third") }
  }

  // MARK: What must not be read

  private func isRefused(_ bytes: [UInt8], _ code: SheetError.Code = .damaged) {
    let error = #expect(throws: SheetError.self) { try CSVTests.cells(bytes) }
    #expect(error?.code == code)
  }

  @Test func anOldOrLockedWorkbookIsNamed() {
    isRefused([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0], .oldWorkbook)
  }

  @Test func aBombIsRefused() throws {
    let limit = 1 << 20
    let bomb = [UInt8](repeating: UInt8(ascii: " "), count: limit + 1)
    for isDeflated in [true, false] {
      let bytes = WorkbookFile.archive(
        [("x", bomb), ("y", Array(bomb.dropLast()))],
        isDeflated: isDeflated
      )
      let archive = try ZipArchive(bytes)
      #expect(throws: SheetError(.tooLarge, "x")) { try archive.part("x", limit: limit) }
      #expect(try archive.part("y", limit: limit).count == limit)
    }
  }

  @Test(arguments: [
    "<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet/>", "<worksheet><row r=\"1\"",
    "<worksheet><row><c r=\"A1\"><v>1</v>", "<worksheet><row><c r=\"ZZZZZ1\"><v>1</v></c></row>",
    "<worksheet><row><c r=\"B1\"/><c r=\"A1\"><v>1</v></c></row></worksheet>",
    "<worksheet><row><c t=\"s\"><v>7</v></c></row></worksheet>", "<!-- ", "<![CDATA[x",
    "<worksheet><row><c r=\"99\"><v>1</v></c></row></worksheet>",
  ])
  func brokenXMLIsRefused(sheet: String) {
    var file = WorkbookFile("")
    file.parts = [("xl/worksheets/sheet1.xml", sheet)]
    isRefused(file.bytes)
  }

  @Test func anArchiveWithoutAWorkbookIsRefused() {
    isRefused(WorkbookFile.archive([("x", [])]))
    isRefused([0x50, 0x4B, 0x03, 0x04])
    isRefused(WorkbookFile.archive([("_rels/.rels", []), ("_rels/.rels", [])]))
  }

  @Test func everyBrokenByteIsReadOrRefused() throws {
    var file = WorkbookFile("<row><c t=\"s\"><v>0</v></c></row>")
    file.strings = "<si><t>x</t></si>"
    for isDeflated in [true, false] {
      file.isDeflated = isDeflated
      let bytes = file.bytes
      // Each kind of byte is met: steps of seven go through all parts.
      for index in stride(from: 0, to: bytes.count, by: 7) {
        for bit in [UInt8(1), 0x80] {
          var broken = bytes
          broken[index] ^= bit
          do throws(any Error) { _ = try CSVTests.cells(broken) } catch is SheetError {}
        }
        do throws(any Error) { _ = try CSVTests.cells(Array(bytes[..<index])) } catch is SheetError
        {}
      }
    }
  }
}
