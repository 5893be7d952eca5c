# expect: refused
# layer: seccomp
# denials: socket
#
# Netlink configures the network, the firewall and audit, and tells interfaces and addresses.
import socket

attempt("a routing socket", lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0))
attempt("an event socket", lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 15))

allow("converting byte orders", lambda: socket.htonl(9))
