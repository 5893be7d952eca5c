# expect: killed x32
#
# A number that only the x32 table has: ptrace is 521 there, and 101 in the table that the filter's rules name.
X32 = 0x40000000

allow("getpid by its number", lambda: call_number(39))
attempt("ptrace by its x32 number", lambda: call_number(X32 | 521, 2, 1, 0, 0))
