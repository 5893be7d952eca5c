# expect: refused
# denials: sendmsg recvmsg
#
# The channel to the host is a socket: over it, descriptors could be passed in and out. It may be read and written,
# nothing else.
header = (ctypes.c_uint64 * 7)()

attempt("sending a message with ancillary data", lambda: call("sendmsg", 3, header, 0))
attempt("receiving a message with ancillary data", lambda: call("recvmsg", 3, header, 0x40))

allow("writing nothing to the channel", lambda: os.write(3, b""))
