# The first program of `make run`: ordinary Python, contained.
import math
from datetime import date

print("Hello from CPython inside Belljar.")
print("The square root of 2 is", round(math.sqrt(2), 6))
print("Day", date(2000, 1, 1).strftime("%j"), "of the year 2000 was the first.")

try:
    import socket
except ImportError as error:
    print("Refused:", str(error).split(";")[0])
