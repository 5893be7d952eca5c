# expect: refused
# errors: EACCES
# denials: openat
#
# The process's own page in /proc: environment, command line, memory map.
for name in ["environ", "cmdline", "maps", "status", "mountinfo", "auxv"]:
    attempt(f"/proc/self/{name}", lambda: open(f"/proc/self/{name}", "rb").read())

allow("asking for its own pid", os.getpid)
