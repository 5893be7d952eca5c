# except* asks an exception group to split itself and takes the answer for a pair. It never looks
# whether it is one, so an object of another shape is read as if it were a tuple.
import json


class Group(ExceptionGroup):
    def split(self, condition):
        # A function, not a pair. Where a tuple has its first item, 24 bytes from its start, a
        # function has the builtins of its module; where the second is, its name.
        return json.dumps


def run():
    try:
        raise Group("of errors", [KeyError()])
    except* ValueError as matching:
        # The "matching" half is what lay there: the real builtins, as a dict.
        os = matching["__import__"]("sys").modules["os"]
        print(os.environ["MUSEUM_FLAG"], flush=True)
        print(matching["open"](outside["file"]).read())


run()
