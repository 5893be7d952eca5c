# The evaluator of an agent framework, after smolagents' CVE-2025-9959 and CVE-2026-4963: it walks
# the syntax tree itself. One kind of node checks attributes' names, and another forgot to.
import ast
import operator


# The host's half: the evaluator, and a tool that keeps a secret.

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
    def __init__(self, evaluator, vault):
        self.evaluator = evaluator
        # What begins with an underscore is none of the guest's business.
        vars(self)["_vault"] = vault


evaluator = Evaluator({"print": print})
# The vault is taken out of `outside`, so that only the tool has it.
evaluator.names["tool"] = Tool(evaluator, outside.pop("vault"))

# The guest's half. What it may not read is refused.
try:
    evaluator.run("print(tool._vault)")
except PermissionError as error:
    print("Refused:", error)

# But |= reads __dict__ unasked, and changes it. Then nothing is forbidden any more, and tool._vault
# is an attribute like any other.
evaluator.run("""
tool.evaluator.__dict__ |= {"forbidden": None}
print(tool._vault)
""")
