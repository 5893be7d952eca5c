# A new interpreter in the same process: its builtins are whole, its modules fresh, and whatever a
# guard has changed or hidden in this one is as it was.
import _xxsubinterpreters as interpreters

interpreter = interpreters.create()

# Values do not cross, but text does, and runs there as an ordinary program. It begins with
# `outside` as this program knows it, and prints to the same pipe.
interpreters.run_string(interpreter, f"""
outside = {outside!r}
import os
print(os.environ["MUSEUM_FLAG"], flush=True)
print(open(outside["file"]).read(), flush=True)
""")
