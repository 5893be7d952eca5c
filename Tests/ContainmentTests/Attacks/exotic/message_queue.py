# expect: refused
# errors: EPERM EACCES
# denials: mq_open
#
# A message queue by name; none with this name exists.
attempt("mq_open", lambda: call("mq_open", b"belljar-probe", os.O_RDONLY, 0, 0))

allow("writing to standard output", lambda: os.write(1, b""))
