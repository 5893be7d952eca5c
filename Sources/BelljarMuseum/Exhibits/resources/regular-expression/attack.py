# A regular expression that backtracks: the time doubles with every letter of a short text.
import re

# "(a+)+" can divide a row of n letters in 2^(n-1) ways. The text ends in a letter that fits none
# of them, so the engine has to try them all before it may say no.
re.match("(a+)+$", "a" * 26 + "b")
