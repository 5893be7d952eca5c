# expect: refused
# denials: socket
#
# AF_ALG: the kernel's ciphers, with a history of bugs.
import socket

attempt("a crypto socket", lambda: socket.socket(38, socket.SOCK_SEQPACKET))

allow("random bytes", lambda: os.urandom(8))
