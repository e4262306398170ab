import Programs

/// Prints the file of instruction counts, counted anew.
func printCounts(origin: String) throws {
  var counts = InstructionCounts(origin: origin)
  for program in Program.all {
    counts.counts[program.name] = try program.countInstructions()
  }
  print(counts.text, terminator: "")
}
