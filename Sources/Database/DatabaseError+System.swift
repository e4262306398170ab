import Glibc

extension DatabaseError {
  /// The error of a system call that failed with `systemError`.
  public init(systemError: Int32, doing: String) {
    self.init(
      Code(systemError: systemError),
      doing: doing,
      cause: String(cString: strerror(systemError))
    )
  }
}

extension DatabaseError.Code {
  init(systemError: Int32) {
    switch systemError {
    case ENOENT, ENOTDIR: self = .missing
    case EACCES, EPERM: self = .denied
    case EROFS: self = .readOnly
    case ENOSPC, EDQUOT, EFBIG: self = .full
    default: self = .disk
    }
  }
}
