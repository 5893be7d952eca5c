# A TCP connection to a server on the host's own loopback address.
import socket

# A service that listens on 127.0.0.1 often trusts whoever comes: databases, debuggers, metadata
# services of clouds.
try:
    connection = socket.create_connection(("127.0.0.1", outside["tcp"]), timeout=2)
    print(connection.recv(4096).decode())
except OSError as error:
    print("by IPv4:", error)

# The same server as seen by IPv6. A rule for one family is no rule for the other.
try:
    connection = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
    connection.settimeout(2)
    connection.connect(("::ffff:127.0.0.1", outside["tcp"]))
    print(connection.recv(4096).decode())
except OSError as error:
    print("by IPv6:", error)
