# An audit hook hears of what CPython reports. Whatever nobody thought of reporting it never hears
# of: reading what is there already, making a module, even starting a process.
import functools
import json
import operator

# singledispatch calls attrgetter from the library, to which no attribute is hidden.
library = functools.singledispatch(operator.attrgetter("__globals__"))(json.dumps)
modules = library["__builtins__"]["__import__"]("sys").modules
os = modules["os"]

# A dict is read, and it was in memory: no event.
print(os.environ["MUSEUM_FLAG"], flush=True)

# These go straight to the kernel, and no event tells of them. Only the kernel says no.
for call, arguments in (
    (os.stat, [outside["file"]]), (os.access, [outside["file"], os.R_OK]), (os.chroot, ["/"]),
    (os.mkfifo, ["/pipe"]), (os.memfd_create, ["memory"]), (os.setuid, [0]),
):
    try:
        print(call.__name__, call(*arguments))
    except OSError as error:
        print(call.__name__, error)

# subprocess.Popen is an event, os.fork too. The C function behind Popen, which forks and executes,
# is not. `import` is an event as well; making a module that is built into Python is not.
if "_posixsubprocess" not in modules:
    class Spec:
        name = "_posixsubprocess"
    made = modules["_imp"].create_builtin(Spec)  # None if it is not built into this Python.
    modules["_imp"].exec_builtin(made)
    modules["_posixsubprocess"] = made

# What to run, then descriptors, groups and flags, all "as it is". No hook refuses it. On 3.11 an
# isolated subinterpreter does, for fear of threads; elsewhere the kernel.
arguments = [[b"cat", outside["file"].encode()], [b"/bin/cat"], False, (), None, None,
             -1, -1, -1, -1, -1, -1, -1, 2, False, False, -1, None, None, None, -1, None, False]
print("process:", modules["_posixsubprocess"].fork_exec(*arguments))
