# An allowed module has imported others, and they are its attributes. No underscore, no trick:
# the allowlist looks at the import statement and not at the dot.
import typing

# typing needs sys, and has it as typing.sys. That is the real module.
modules = typing.sys.modules

# sys.modules holds every module that anybody has imported, by its name.
print(modules["os"].environ["MUSEUM_FLAG"])
print(modules["builtins"].open(outside["file"]).read())
