import Programs

/// Prints the file of instruction counts, counted anew.
func printCounts(origin: String) throws {
  var counts = InstructionCounts(origin: origin)
  for program in Program.all {
    counts.counts[program.name] = try program.countInstructions()
  }
  counts.counts[ManagerEvents.name] = try ManagerEvents.countInstructions()
  for floor in [BoardEvents.Floor.small, .large] {
    counts.counts["\(floor)"] = try BoardEvents.countInstructions(floor)
  }
  print(counts.text, terminator: "")
}

/// Prints the functions that calls run, for the linker to lay them side by side.
///
/// C's objects are laid down whole, so what stands alone comes first.
func printOrder() throws {
  var functions: Set<String> = []
  for program in Program.all { functions.formUnion(try program.functions()) }
  guard functions.count > 500 else { throw BenchFailure("the programs were stripped") }
  print("# The functions that a call runs. Written by scripts/bench order; do not edit.")
  let isSmall = { (name: String) in name.hasPrefix("$s") || name.hasPrefix("_Z") }
  for function in functions.sorted() where isSmall(function) { print(function) }
  for function in functions.sorted() where !isSmall(function) { print(function) }
}
