# expect: refused
# denials: truncate ftruncate
#
# Empties files. The named one does not exist; the descriptor is the run's own output.
attempt("truncating a file", lambda: os.truncate("/tmp/belljar-probe-truncate", 0))
attempt("truncating by descriptor", lambda: os.ftruncate(1, 0))

allow("writing to standard output", lambda: os.write(1, b""))
