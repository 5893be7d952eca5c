# expect: refused
# layer: seccomp
# denials: socketpair
#
# A pair of sockets reaches nobody, but its two ends are room for kernel bugs and for passing descriptors.
import socket

attempt("a socket pair", socket.socketpair)

allow("naming the family", lambda: socket.AF_UNIX)
