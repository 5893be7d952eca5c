# expect: killed x32
#
# The x32 twin of an allowed call: a filter that forgets the high bit of the number lets the whole second table in.
X32 = 0x40000000

allow("getpid by its number", lambda: call_number(39))
attempt("getpid by its x32 number", lambda: call_number(X32 | 39))
