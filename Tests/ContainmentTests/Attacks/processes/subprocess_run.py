# expect: refused
# errors: EPERM RuntimeError
# denials: none
#
# Python's own way to start a program, by both of its paths.
import subprocess

attempt("subprocess.run", lambda: subprocess.run(["/bin/true"]).returncode)
attempt("subprocess.run by posix_spawn",
        lambda: subprocess.run(["/bin/true"], close_fds=False, restore_signals=False).returncode)

allow("asking for its own pid", os.getpid)
