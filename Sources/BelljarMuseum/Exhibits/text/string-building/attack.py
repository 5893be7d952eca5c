# A word that is not in the text can be put together: a search of the source for forbidden words
# finds none, and getattr gets one all the same.
import random

# Two halves, a character by its number, a text turned around: none of them is a word.
name = "_" + chr(111) + "s"
os = getattr(random, name)
print(os.environ["MUSEUM_FLAG"])

name = "nepo"[::-1]
builtins = getattr(os, "s" + "ys").modules["built" + "ins"]
print(getattr(builtins, name)(outside["file"]).read())
