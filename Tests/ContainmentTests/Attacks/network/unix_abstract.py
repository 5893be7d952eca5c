# expect: refused
# denials: connect bind
#
# Abstract unix addresses need no file, so no file rule stops them. Tried on the one socket that the run has.
import socket
import struct

address = struct.pack("=H", socket.AF_UNIX) + b"\0belljar-probe"

attempt("connecting to an abstract address", lambda: call("connect", 3, address, len(address)))
attempt("binding an abstract address", lambda: call("bind", 3, address, len(address)))

allow("naming the family", lambda: socket.AF_UNIX)
