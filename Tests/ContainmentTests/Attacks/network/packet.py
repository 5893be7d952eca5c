# expect: refused
# denials: socket
#
# Raw packets: listening to everybody, and forging.
import socket

attempt("a packet socket", lambda: socket.socket(17, socket.SOCK_RAW))
attempt("a raw IP socket", lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1))

allow("converting byte orders", lambda: socket.htons(9))
