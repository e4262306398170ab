/// Prints tables for people.
enum Table {
  static func title(_ text: String) {
    print("\n\(text)")
  }

  static func head(_ cells: [String]) {
    row([""] + cells)
  }

  static func row(_ series: Series, digits: Int, comparedTo base: Double) {
    row([
      series.name,
      series.median.text(digits),
      series.percentile(10).text(digits),
      series.percentile(90).text(digits),
      String(series.values.count),
      series.peakMemory.map { (Double($0) / 1024).text(1) + " MB" } ?? "",
      (series.median / base).text(2),
    ])
  }

  static func goals(_ goals: [Goal]) {
    for goal in goals {
      print("  goal: " + padded(goal.text, 50), goal.measured, goal.isMet ? "- met" : "- NOT MET")
    }
  }

  /// The first cell to the left, the others to the right.
  static func row(_ cells: [String]) {
    let numbers = cells.dropFirst().map { padding($0, 10) + $0 }
    print("  " + padded(cells.first ?? "", 30) + numbers.joined())
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + padding(text, width)
  }

  private static func padding(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count))
  }
}
