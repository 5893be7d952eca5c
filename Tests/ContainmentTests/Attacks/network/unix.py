# expect: refused
# layer: seccomp
# denials: socket
#
# Unix sockets: the way to a database, a container daemon or the desktop's bus.
import socket

attempt("a unix stream socket", lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM))
attempt("a unix datagram socket", lambda: socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM))

allow("naming the family", lambda: socket.AF_UNIX)
