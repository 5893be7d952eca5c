# expect: refused
# denials: socket
#
# The same by IPv6.
import socket

attempt("a TCP socket", lambda: socket.socket(socket.AF_INET6, socket.SOCK_STREAM))
attempt("a UDP socket", lambda: socket.socket(socket.AF_INET6, socket.SOCK_DGRAM))

allow("packing an address", lambda: socket.inet_pton(socket.AF_INET6, "::1"))
