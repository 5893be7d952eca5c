/// The part of the check that looks at the text: what an eye does not see, or sees otherwise than Python.
enum CheckerText {
  static let source = #"""

    def look_at_bytes(raw):
        for number, line in enumerate(raw.split(b"\n"), 1):
            at = line.rstrip(b"\r").find(b"\r")
            if at >= 0:
                hidden = b"#" in line[:at]
                note("danger" if hidden else "warning", "obfuscation", number, at + 1,
                     "a carriage return ends the comment, and what follows is code" if hidden
                     else "a carriage return within a line")


    def look_at_text(text, encoding):
        if encoding not in ("utf-8", "utf-8-sig", "ascii", "iso-8859-1"):
            note("warning", "obfuscation", 1, 1, f"the source is written in {encoding}, which few readers show as Python does")
        for number, line in enumerate(text.split("\n"), 1):
            far = re.search(r"\S[ \t]{80,}(?=[^\s#])", line)
            if far:
                note("warning", "obfuscation", number, far.end() + 1, "code stands far to the right of the rest")
            if line.isascii():
                continue
            for column, character in enumerate(line, 1):
                if character in BIDI:
                    note("danger", "obfuscation", number, column,
                         f"U+{ord(character):04X} makes the text look otherwise than it is read")
                elif character in UNSEEN and (number, column) != (1, 1):
                    note("warning", "obfuscation", number, column, f"U+{ord(character):04X} is not seen")
        if not text.isascii():
            look_at_names(text)


    def look_at_names(text):
        try:
            for token in tokenize.generate_tokens(io.StringIO(text).readline):
                if token.type == tokenize.NAME and not token.string.isascii():
                    look_at_name(token.string, token.start[0], token.start[1] + 1)
        except (tokenize.TokenError, SyntaxError):
            # The parser has the last word; this is a second look.
            pass


    def look_at_name(name, line, column):
        read = unicodedata.normalize("NFKC", name)
        scripts = {unicodedata.name(character, "?").split()[0] for character in name if character.isalpha()}
        if read.isascii():
            note("danger", "obfuscation", line, column, f"a name that looks otherwise is read as {read}")
        elif "LATIN" in scripts and scripts & {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"}:
            note("warning", "obfuscation", line, column, f"the name {name} has letters that look alike, of several scripts")
        else:
            note("info", "obfuscation", line, column, f"the name {name} has letters beyond ASCII")

    """#
}
