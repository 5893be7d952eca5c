import Glibc

/// What a system call that failed leaves behind.
func failing(with error: Int32) -> Int32 {
  errno = error
  return -1
}
