# Letters of another shape are the same name to the compiler: what a search for words does not
# find in the text is there in the program.
import random

# The compiler brings identifiers to the form NFKC, in which a mathematical script letter or a
# full-width letter is the plain one. This reads the attribute _os.
os = random._𝓸𝓼

# Keywords are compared as they are written, names and attributes are not: environ and print.
ｐｒｉｎｔ(os.𝕖𝕟𝕧𝕚𝕣𝕠𝕟["MUSEUM_FLAG"])
ｐｒｉｎｔ(os.ｓｙｓ.modules["builtins"].𝓸𝓹𝓮𝓷(outside["file"]).read())
