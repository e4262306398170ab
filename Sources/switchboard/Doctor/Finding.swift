import Configuration

/// Something that `doctor` found, and what to do about it.
struct Finding {
  /// Where: `store`, `daemon`, or the name of an Asterisk.
  var place: String
  /// A word for programs; it stays the same in later versions.
  var code: String
  var what: Words
  var fix: Words
  /// Whether everything works all the same.
  var isWarning = false

  init(_ place: String, _ code: String, _ what: Words, _ fix: Words, isWarning: Bool = false) {
    self.place = place
    self.code = code
    self.what = what
    self.fix = fix
    self.isWarning = isWarning
  }

  /// Of trouble that has its words already.
  init(_ place: String, _ code: String, _ failure: Failure) {
    self.init(place, code, failure.what, failure.fix)
  }
}

/// What one look at something brought.
struct Examination {
  var findings: [Finding] = []
  /// What was seen to be well, or could not be looked at.
  var notes: [Words] = []

  static func + (left: Examination, right: Examination) -> Examination {
    Examination(findings: left.findings + right.findings, notes: left.notes + right.notes)
  }
}
