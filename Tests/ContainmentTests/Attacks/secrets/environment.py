# expect: refused
# errors: EMPTY
# denials: none
#
# The host's environment holds its secrets: keys, paths, names. Looked for where Python keeps it and where the C
# library does. The worker's own time zone is no secret.
def empty_but_for_the_time_zone(entries):
    if set(entries) - {b"TZ=UTC"}:
        print(f"REACHED the environment: {entries!r}", flush=True)
    else:
        print("refused the environment: EMPTY", flush=True)


empty_but_for_the_time_zone([name + b"=" + value for name, value in os.environb.items()])

entries, index = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, "environ"), 0
found = []
while entries and entries[index] is not None:
    found.append(entries[index])
    index += 1
empty_but_for_the_time_zone(found)

allow("reading a variable that is not there", lambda: os.environ.get("HOME"))
