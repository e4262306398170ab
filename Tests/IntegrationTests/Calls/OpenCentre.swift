import Laboratory

/// The centre in which most tests play side by side, each with queues and agents of its own.
enum OpenCentre {
  private static let result = Result {
    let centre = try Centre("centre", queues: queues, values: ["SWB_TRUNK": "laboratory-trunk"])
    return (centre, try centre.laboratory.startDaemon())
  }

  private static let queues = [
    "sales": ["1001"], "support": ["1002"], "vip": ["1003"],
    "waiting": ["1010"], "ringing": ["1011"], "announced": ["1012"], "talking": ["1013"],
    "asked": ["1014"], "answered": ["1015"], "thanked": ["1016"], "asked-by-server": ["1017"],
    "hostile": ["1021", "1022", "1023", "1024"],
    "recorded": ["1025"], "parking": ["1026"], "picking": ["1027"], "blind": ["1028"],
    "attended": ["1029"], "dialling": ["1030"], "consulting": ["1039"],
    "parting": ["1004"], "parting-1": ["1005"], "parting-2": ["1006"], "parting-3": ["1007"],
    "parting-4": ["1008"],
  ]

  static func open() throws -> Centre {
    try result.get().0
  }

  static func scene<Result: Sendable>(
    _ body: @escaping @Sendable (Centre) throws -> Result
  ) async throws -> Result {
    try await open().scene(body)
  }
}
