# expect: refused
# layer: seccomp
# denials: socket sendto
#
# UDP, which Landlock does not govern.
import socket
import struct

address = struct.pack("=H", socket.AF_INET) + struct.pack(">H4s8x", 9, bytes([127, 0, 0, 1]))

attempt("a UDP socket", lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
attempt("sending a datagram", lambda: call("sendto", 3, b"probe", 5, 0, address, len(address)))

allow("converting byte orders", lambda: socket.htons(9))
