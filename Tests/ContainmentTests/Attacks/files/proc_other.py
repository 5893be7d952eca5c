# expect: refused
# errors: EACCES
# denials: openat
#
# Other processes' pages in /proc: the first one's, the parent's, and files of the kernel's.
for path in ["/proc/1/environ", "/proc/1/mem", "/proc/1/root/etc/passwd", "/proc/2/environ", "/proc/cpuinfo",
             "/proc/sys/kernel/core_pattern", "/proc/kallsyms", "/sys/kernel/notes"]:
    attempt(path, lambda: open(path, "rb").read(16))

allow("asking for its own pid", os.getpid)
