/// The part of the check that looks at the syntax tree.
enum CheckerVisitor {
  static let source = names + visitor + shape + end

  /// What a name stands for, as far as imports and plain assignments tell.
  private static let names = #"""

    aliases = {}


    def dotted(node):
        parts = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return None
        parts.append(aliases.get(node.id, node.id))
        return ".".join(reversed(parts))


    def learn(tree):
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    if alias.asname:
                        aliases[alias.asname] = alias.name
            elif isinstance(node, ast.ImportFrom) and not node.level:
                for alias in node.names:
                    aliases[alias.asname or alias.name] = f"{node.module}.{alias.name}"


    def permitted(name, symbol=None):
        if name in allowed:
            grant = allowed[name]
            return symbol is None or isinstance(grant, bool) or symbol in grant
        above = name
        while "." in above:
            above = above.rpartition(".")[0]
            if allowed.get(above) is True:
                return True
        return any(one.startswith(name + ".") for one in allowed)


    def reason_of(name):
        if name in CALLS:
            return CALLS[name]
        return next((reason for prefix, reason in PREFIXES.items() if name.startswith(prefix)), None)


    def folded(node, depth=0):
        """The text that an expression of constants comes to; None for others."""
        if depth > 20:
            return None
        if isinstance(node, ast.Constant):
            if isinstance(node.value, bytes):
                return node.value.decode("latin-1")
            return node.value if isinstance(node.value, str) else None
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            left, right = folded(node.left, depth + 1), folded(node.right, depth + 1)
            return None if left is None or right is None else left + right
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
            text, part = folded(node.value, depth + 1), node.slice
            if text is not None and part.lower is None and part.upper is None and ast.unparse(part.step or node) == "-1":
                return text[::-1]
        if isinstance(node, ast.JoinedStr):
            parts = [folded(part.value if isinstance(part, ast.FormattedValue) else part, depth + 1) for part in node.values]
            return None if None in parts else "".join(parts)
        if (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "join"
                and len(node.args) == 1 and isinstance(node.args[0], (ast.List, ast.Tuple))):
            middle = folded(node.func.value, depth + 1)
            parts = [folded(part, depth + 1) for part in node.args[0].elts]
            return None if middle is None or None in parts else middle.join(parts)
        return None

    """#

  private static let visitor = #"""

    def look_at_node(node):
        look = LOOKS.get(type(node))
        if look:
            look(node)


    class Offset(int):
        """A column in bytes."""


    def at(node, severity, kind, message):
        note(severity, kind, getattr(node, "lineno", 1), Offset(getattr(node, "col_offset", 0)), message)


    def look_at_import(node):
        for alias in node.names:
            module(node, alias.name, None)


    def look_at_import_from(node):
        if node.level:
            at(node, "warning", "import", "imports from a package of its own, and has none")
            return
        for alias in node.names:
            module(node, node.module, alias.name)
            reason = reason_of(f"{node.module}.{alias.name}")
            if reason:
                at(node, "danger", "call", f"takes {node.module}.{alias.name}, which {reason}")


    def module(node, name, symbol):
        system = name.partition(".")[0] in SYSTEM
        if not permitted(name, symbol):
            what = f"{name}.{symbol}" if name in allowed else name
            at(node, "danger" if system else "warning", "import", f"imports {what}, which the policy does not allow")
        elif system:
            at(node, "info", "import", f"imports {name}, which reaches beyond the program")


    def look_at_node_name(node):
        if not isinstance(node.ctx, ast.Load) or node.id in assigned:
            return
        if node.id in BUILTINS and node.id not in aliases:
            at(node, "warning" if node.id in MILD else "danger", "call", f"names {node.id}, which {BUILTINS[node.id]}")


    def look_at_attribute(node):
        name = dotted(node)
        reason = name and reason_of(name)
        if reason:
            at(node, "danger", "call", f"names {name}, which {reason}")
        elif node.attr in ATTRIBUTES:
            at(node, "warning" if node.attr in WEAK else "danger", "attribute",
               f"takes the attribute {node.attr}, which {ATTRIBUTES[node.attr]}")


    def look_at_call(node):
        name = dotted(node.func)
        if name in ("getattr", "setattr", "delattr", "hasattr", "operator.attrgetter", "operator.methodcaller"):
            named = node.args[1:2] if name in ("getattr", "setattr", "delattr", "hasattr") else node.args[:1]
            if named and not isinstance(named[0], ast.Constant):
                at(node, "warning", "obfuscation", f"calls {name} with a name that is computed")
        if name in CODE and any(decodes(argument) for argument in node.args):
            at(node, "danger", "obfuscation", f"gives {name} a text that it decodes first")
        if sum(isinstance(one, ast.Call) and dotted(one.func) == "chr" for one in ast.walk(node)) >= 4 or joins_numbers(node):
            at(node, "warning", "obfuscation", "makes a text of character numbers")


    def joins_numbers(node):
        if not (isinstance(node.func, ast.Attribute) and node.func.attr == "join" and len(node.args) == 1):
            return False
        return any(isinstance(one, ast.Name) and one.id == "chr" for one in ast.walk(node.args[0]))


    DECODERS = {"decode", "fromhex", "b64decode", "b32decode", "b16decode", "b85decode", "a85decode", "unhexlify", "decompress",
                "a2b_base64", "a2b_hex", "translate"}


    def decodes(node):
        return any(isinstance(one, ast.Attribute) and one.attr in DECODERS for one in ast.walk(node))


    def look_at_constant(node):
        value = node.value
        if isinstance(value, bytes):
            value = value.decode("latin-1")
        if not isinstance(value, str):
            return
        if len(value) >= 120 and re.fullmatch(r"(?:[0-9a-fA-F]{2}\s*)+", value):
            at(node, "warning", "obfuscation", f"has {len(value)} hexadecimal digits in a literal")
        elif len(value) >= 200 and re.fullmatch(r"[A-Za-z0-9+/_=\n-]+", value) and re.search("[0-9]", value):
            at(node, "warning", "obfuscation", f"has what looks like {len(value)} characters of base64 in a literal")
        elif len(value) >= 64 and sum(not one.isprintable() and one not in "\r\n\t" for one in value) * 4 > len(value):
            at(node, "warning", "obfuscation", f"has {len(value)} bytes in a literal, few of which are text")
        look_at_text_of(node, value)


    def look_at_text_of(node, value):
        if value in ATTRIBUTES or value in ("__import__", "__dict__", "__class__"):
            at(node, "warning", "attribute", f"has the name {value} as a text")
        elif re.search(r"\{[^{}]*[.\[](?:__\w+__|f_\w+|gi_\w+|tb_\w+|cr_\w+)", value):
            at(node, "danger", "attribute", "has a path of attributes in a format string")


    def look_at_built(node):
        text = folded(node)
        if text is None:
            return
        if text in ATTRIBUTES or re.fullmatch(r"__\w+__", text):
            at(node, "danger", "obfuscation", f"puts the name {text} together of parts")
        elif text in BUILTINS or text in CALLS or (text in SYSTEM and len(text) > 4):
            at(node, "warning", "obfuscation", f"puts the name {text} together of parts")

    """#

  private static let shape = #"""

    def look_at_while(node):
        if truth(node.test) and not leaves(node.body):
            at(node, "warning", "loop", "has a loop without an end: its condition is always true, and nothing leaves it")


    def truth(node):
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return isinstance(node.operand, ast.Constant) and not node.operand.value
        return isinstance(node, ast.Constant) and bool(node.value)


    def leaves(body, within=False):
        """Whether statements may leave the loop that they are the body of; `within` a loop of their own a break does not."""
        waiting = [(one, within) for one in body]
        while waiting:
            node, within = waiting.pop()
            if isinstance(node, (ast.Return, ast.Raise, ast.Yield, ast.YieldFrom, ast.Await)) or exits(node):
                return True
            if isinstance(node, ast.Break) and not within:
                return True
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
                continue
            inner = within or isinstance(node, (ast.For, ast.AsyncFor, ast.While))
            waiting += [(one, inner) for one in ast.iter_child_nodes(node)]
        return False


    def exits(node):
        return isinstance(node, ast.Call) and dotted(node.func) in ("exit", "quit", "sys.exit", "os._exit", "next")


    def look_at_for(node):
        if (isinstance(node.iter, ast.Call) and dotted(node.iter.func) in ("itertools.count", "itertools.cycle")
                and not leaves(node.body)):
            at(node, "warning", "loop", "has a loop without an end: what it goes through never ends, and nothing leaves it")


    def look_at_operation(node):
        left, right = number(node.left), number(node.right)
        if isinstance(node.op, ast.Pow) and right is not None and right > 1_000_000 and left not in (0, 1, -1):
            at(node, "warning", "amount", f"takes a power of {right}")
        elif isinstance(node.op, ast.LShift) and right is not None and right > 100_000_000:
            at(node, "warning", "amount", f"shifts by {right}")
        elif isinstance(node.op, ast.Mult):
            for one, other in ((node.left, right), (node.right, left)):
                if isinstance(one, (ast.Constant, ast.List, ast.Tuple)) and number(one) is None and (other or 0) > 100_000_000:
                    at(node, "warning", "amount", f"repeats something {other} times")
        look_at_built(node)


    def number(node, depth=0):
        """An integer that an expression of constants comes to, if it is no giant."""
        if isinstance(node, ast.Constant):
            value = node.value
            return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 64 else None
        if isinstance(node, ast.BinOp) and depth < 10:
            left, right = number(node.left, depth + 1), number(node.right, depth + 1)
            if left is None or right is None:
                return None
            if isinstance(node.op, ast.Mult):
                return left * right
            if isinstance(node.op, ast.Pow) and 0 <= right <= 64:
                return left ** right if abs(left) < 1 << 16 else None
        return None


    LOOKS = {
        ast.Import: look_at_import, ast.ImportFrom: look_at_import_from, ast.Name: look_at_node_name,
        ast.Attribute: look_at_attribute, ast.Call: lambda node: (look_at_call(node), look_at_built(node)),
        ast.Constant: look_at_constant, ast.BinOp: look_at_operation, ast.JoinedStr: look_at_built,
        ast.Subscript: look_at_built, ast.While: look_at_while, ast.For: look_at_for,
    }

    """#

  private static let end = #"""

    def plain(error):
        message = getattr(error, "msg", None) or str(error) or type(error).__name__
        line = getattr(error, "lineno", None)
        return f"{message} (line {line})" if line else message


    def columns(text):
        """Syntax trees count bytes of UTF-8; readers count characters."""
        lines = text.split("\n")
        for line, column, severity, kind, message in findings:
            if type(column) is Offset:
                start = lines[line - 1].encode() if line <= len(lines) else b""
                column = len(start[:column].decode("utf-8", "replace")) + 1
            yield line, int(column), severity, kind, message


    def check():
        global assigned
        try:
            encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
            text = source.decode(encoding)
            tree = ast.parse(source)
        except (SyntaxError, ValueError, LookupError) as error:
            return {"unreadable": f"it is not Python: {plain(error)}"}
        except (RecursionError, MemoryError):
            # The parser says MemoryError of its own stack too.
            return {"unreadable": "it is nested too deeply, or too large, to be parsed"}
        look_at_bytes(source)
        look_at_text(text, encoding)
        learn(tree)
        # A name of the program's own is not the builtin of that name.
        assigned = {node.name for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
        for node in ast.walk(tree):
            look_at_node(node)
        order = sorted(columns(text.replace("\r\n", "\n").replace("\r", "\n")))
        return {
            "findings": [(severity, kind, line, column, message)
                         for line, column, severity, kind, message in order[:MAXIMUM]],
            "omitted": max(0, len(order) - MAXIMUM),
        }


    check()
    """#
}
