import CZlib

@testable import Sheets

/// A workbook that a test writes: its parts in a ZIP archive.
struct WorkbookFile {
  /// The first sheet's rows.
  var rows: String
  var strings = ""
  var formats = ""
  var styles = ""
  var properties = ""
  /// Parts that take the place of ours, or come on top.
  var parts: [(name: String, text: String)] = []
  var isDeflated = true

  init(_ rows: String) {
    self.rows = rows
  }

  var bytes: [UInt8] {
    let head = #"<?xml version="1.0" encoding="UTF-8"?>"#
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    func relations(_ targets: [(String, String)]) -> String {
      let items = targets.enumerated().map { index, item in
        #"<Relationship Id="rId\#(index + 1)" Type="\#(types)/\#(item.0)" Target="\#(item.1)"/>"#
      }
      return head + "<Relationships>" + items.joined() + "</Relationships>"
    }
    let own: [(name: String, text: String)] = [
      ("_rels/.rels", relations([("officeDocument", "xl/workbook.xml")])),
      (
        "xl/_rels/workbook.xml.rels",
        relations([
          ("worksheet", "worksheets/sheet1.xml"), ("worksheet", "/xl/worksheets/sheet2.xml"),
          ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml"),
        ])
      ),
      (
        "xl/workbook.xml",
        head
          + #"<workbook xmlns="\#(main)" xmlns:r="\#(types)"><workbookPr \#(properties)/><sheets>"#
          + #"<sheet name="名单 &amp; 1" sheetId="1" r:id="rId1"/>"#
          + #"<sheet name="second" sheetId="2" r:id="rId2"/></sheets></workbook>"#
      ),
      ("xl/worksheets/sheet1.xml", head + "<worksheet><sheetData>\(rows)</sheetData></worksheet>"),
      (
        "xl/worksheets/sheet2.xml",
        "<worksheet><sheetData><row><c><v>2</v></c></row></sheetData></worksheet>"
      ),
      ("xl/sharedStrings.xml", head + "<sst>\(strings)</sst>"),
      (
        "xl/styles.xml",
        head + "<styleSheet><numFmts>\(formats)</numFmts><cellXfs>\(styles)</cellXfs></styleSheet>"
      ),
    ]
    let replaced = Set(parts.map(\.name))
    let all = own.filter { !replaced.contains($0.name) } + parts
    return Self.archive(all.map { ($0.name, Array($0.text.utf8)) }, isDeflated: isDeflated)
  }

  /// A ZIP archive of parts.
  static func archive(_ parts: [(String, [UInt8])], isDeflated: Bool = true) -> [UInt8] {
    var (bytes, directory): ([UInt8], [UInt8]) = ([], [])
    for (name, content) in parts {
      let body = isDeflated ? deflate(content) : content
      var fields = number(20, 2) + number(0, 2) + number(isDeflated ? 8 : 0, 2) + number(0, 4)
      fields += number(Int(Inflation.checksum(content)), 4) + number(body.count, 4)
      fields += number(content.count, 4) + number(name.utf8.count, 2) + number(0, 2)
      directory += number(0x0201_4B50, 4) + number(20, 2) + fields
      directory += number(0, 2) + number(0, 2) + number(0, 2) + number(0, 4)
      directory += number(bytes.count, 4) + Array(name.utf8)
      bytes += number(0x0403_4B50, 4) + fields + Array(name.utf8) + body
    }
    let start = bytes.count
    bytes += directory
    bytes += number(0x0605_4B50, 4) + number(0, 4) + number(parts.count, 2) + number(parts.count, 2)
    return bytes + number(directory.count, 4) + number(start, 4) + number(0, 2)
  }

  static func number(_ value: Int, _ length: Int) -> [UInt8] {
    (0..<length).map { UInt8(value >> (8 * $0) & 0xFF) }
  }

  /// zlib's own form has two bytes before the stream, and four behind it.
  private static func deflate(_ content: [UInt8]) -> [UInt8] {
    var length = compressBound(UInt(content.count))
    var packed = [UInt8](repeating: 0, count: Int(length))
    compress2(&packed, &length, content, UInt(content.count), 9)
    return Array(packed[2..<Int(length) - 4])
  }
}
