# expect: refused
# layer: seccomp
# denials: socket connect bind listen
#
# TCP: out to a server, and in as a server. The last three use a descriptor that the run already has.
import socket
import struct

address = struct.pack("=H", socket.AF_INET) + struct.pack(">H4s8x", 9, bytes([127, 0, 0, 1]))

attempt("a TCP socket", lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM))
attempt("connecting", lambda: call("connect", 3, address, len(address)))
attempt("binding", lambda: call("bind", 3, address, len(address)))
attempt("listening", lambda: call("listen", 3, 1))

allow("packing an address", lambda: socket.inet_pton(socket.AF_INET, "127.0.0.1"))
