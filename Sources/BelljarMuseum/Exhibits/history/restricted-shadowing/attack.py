# RestrictedPython, CVE-2026-55830: the program is rewritten so that every write asks a guard by its
# name. That name was checked in all places where a program can define it but one.
import ast


# The host's half: the compiler, and settings that keep a secret.

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

    def __init__(self, variables):
        vars(self)["_variables"] = variables  # The guest may not name it: it has an underscore.

    def read(self, name):
        return vars(self)["_variables"][name] if name in self.public else "refused"


def refuse(thing):
    raise TypeError(f"{type(thing).__name__} objects are read-only here")


def run(text):
    text = ast.unparse(Rewriter().visit(ast.parse(text)))
    exec(text, {"_write_": refuse, "settings": settings, "print": print})


# The vault is taken out of `outside`, so that only the settings have it.
settings = Settings({"HOME": "/", "LANG": "C", "VAULT": outside.pop("vault")})

# The guest's half. In the function the guard is what the guest passes: it lets everything pass.
run("""
print(settings.read("VAULT"))

def change(_write_, /):
    settings.public = ("VAULT",)

change(lambda thing: thing)
print(settings.read("VAULT"))
""")
