# expect: refused
# denials: socket
#
# AF_VSOCK reaches the hypervisor, and no namespace holds it.
import socket

attempt("a vsock socket", lambda: socket.socket(40, socket.SOCK_STREAM))

allow("converting byte orders", lambda: socket.htonl(9))
