# RestrictedPython, CVE-2026-55830: the program is rewritten so that every write asks a guard by its
# name. That name was checked in all places where a program can define it but one.
import ast
import typing


# The host's half. It has os, and in Belljar must first take it: the text of an annotation is
# evaluated in the module that the class says it is from.

class Host:
    __module__ = "os"
    os: "sys.modules['os']"


os = typing.get_type_hints(Host)["os"]


class Rewriter(ast.NodeTransformer):
    """A model of the compiler: `x.name = y` becomes `_write_(x).name = y`."""

    def visit_Attribute(self, node):
        self.generic_visit(node)
        if node.attr.startswith("_"):
            raise SyntaxError(node.attr)
        if isinstance(node.ctx, ast.Store):
            node.value = ast.Call(ast.Name("_write_", ast.Load()), [node.value], [])
        return node

    def visit_arguments(self, node):
        # There are positional-only parameters too, since Python 3.8.
        for parameter in node.args + node.kwonlyargs:
            if parameter.arg.startswith("_"):
                raise SyntaxError(parameter.arg)
        return self.generic_visit(node)


class Settings:
    public = ("HOME", "LANG")

    def read(self, name):
        return os.environ[name] if name in self.public else "refused"


def refuse(thing):
    raise TypeError(f"{type(thing).__name__} objects are read-only here")


def run(text):
    text = ast.unparse(Rewriter().visit(ast.parse(text)))
    exec(text, {"_write_": refuse, "settings": settings, "print": print})


settings = Settings()

# The guest's half. In the function the guard is what the guest passes: it lets everything pass.
run("""
def change(_write_, /):
    settings.public = ("MUSEUM_FLAG",)

change(lambda thing: thing)
print(settings.read("MUSEUM_FLAG"))
""")
print(os.read(os.open(outside["file"], os.O_RDONLY), 100).decode())
