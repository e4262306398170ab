import ArgumentParser
import Configuration
import Database
import Foundation
import Records
import Sheets

/// Where numbers are at home.
struct RegionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "region",
    abstract: "Where numbers are at home: regions and time zones, by the beginning of a number.",
    subcommands: [Import.self, Export.self, Show.self]
  )

  struct Import: Command {
    static let configuration = CommandConfiguration(
      abstract: "Import regions from a file, all or none.",
      discussion: """
        The first line names the columns: prefix (号段), region (地区), zone (时区), area (区号); a \
        province (省份) is put before the region. A prefix is the beginning of numbers: 1380013, 021, \
        +1212; the longest that fits counts. The area's code decides whether a trunk of another area \
        dials a 0 before a mobile number.
        """
    )

    @OptionGroup var options: ImportOptions

    @Option(help: "The time zone of lines that name none, such as Asia/Shanghai.")
    var zone = ""

    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> ImportReport {
      try options.run(into: "region", store, in: world) { columns, plan in
        RegionLines(columns: columns, plan: plan, zone: zone)
      } write: { store, work in
        try store.importRegions(replacing: options.replace) { () throws(DatabaseError) in
          try work.row()
        }
      }
    }
  }

  struct Export: Command {
    static let configuration = CommandConfiguration(
      abstract: "Write all regions to a new CSV file, which can be imported again."
    )

    @OptionGroup var options: ExportOptions
    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> ExportReport {
      let opened = try store.open(in: world)
      var table = CSVWriter(marked: options.bom)
      var rows = 0
      table.append(["prefix", "region", "zone", "area"])
      try opened.eachRegion { region in
        table.append([region.prefix, region.name, region.zone, region.area ?? ""])
        rows += 1
        return .next
      }
      return try options.write(rows, table)
    }
  }

  struct Show: Command {
    static let configuration = CommandConfiguration(abstract: "Show where a number is at home.")

    @Argument(help: "The number.")
    var number: String

    @Option(help: "Show what a trunk in the area with this code dials, such as 021.")
    var area: String?

    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> RegionReport {
      let opened = try store.open(in: world)
      let plan = try opened.numberPlan()
      let key = try opened.number(written: number).normalised ?? number
      let region = try opened.region(of: key)
      guard region != nil || area != nil else { throw Phrases.noRegion(key) }
      return RegionReport(
        number: key,
        region: region?.name,
        prefix: region?.prefix,
        zone: region?.zone,
        area: region?.area,
        trunkArea: area,
        dialled: area.map { plan.dialled(key, onTrunkIn: $0, at: region) }
      )
    }
  }
}

/// Where a number is at home, and what is dialled for it.
struct RegionReport: Report {
  var number: String
  var region: String?
  var prefix: String?
  var zone: String?
  var area: String?
  var trunkArea: String?
  var dialled: String?

  func text(in world: World) -> String {
    var lines: [String] = []
    if let region, let prefix, let zone {
      let found = Region(prefix: prefix, name: region, zone: zone, area: area)
      lines.append(world.text(Phrases.region(number, found)))
    } else {
      lines.append(world.text(Phrases.noRegion(number).words))
    }
    if let dialled, let trunkArea {
      lines.append(world.text(Phrases.dialled(dialled, area: trunkArea)))
    }
    return lines.map(\.printable).joined(separator: "\n")
  }
}
