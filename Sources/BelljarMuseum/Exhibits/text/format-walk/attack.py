# A format text walks from attribute to attribute: it names what it wants, and no expression is
# ever written.
import random
from operator import methodcaller

# Whoever may choose the text chooses the path. Here it goes from a method to the globals of its
# module, from there to os, and to the whole environment, which is then turned into text.
text = "{0.seed.__globals__[_os].environ}"

# A check may look at the fields of "...".format(x). Here the method is named in a text too.
print(methodcaller("format", random.Random)(text))

# Format texts can read and not call: there is no way from here to open a file. What they read is
# only ever text. (The exhibit attribute-error-obj shows how the object itself is brought home.)
