# expect: killed perf_event_open
#
# Performance counters watch other processes. The description is none, so that nothing is opened.
allow("reading the clock", lambda: __import__("time").monotonic())
attempt("perf_event_open", lambda: call("perf_event_open", 0, 0, -1, -1, 0))
