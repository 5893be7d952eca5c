/// What the check looks for: names, and what is wrong with them.
enum CheckerTables {
  static let source = #"""
    import ast, io, re, tokenize, unicodedata

    MAXIMUM = 1000

    CODE = {"eval": "runs text as code", "exec": "runs text as code", "compile": "makes code of text",
            "__import__": "imports past the import statement"}
    BUILTINS = CODE | {"open": "opens files", "breakpoint": "starts a debugger", "globals": "leads to every name",
                       "locals": "leads to every name", "vars": "leads to an object's names",
                       "__builtins__": "leads to all builtins", "__loader__": "imports past the import statement"}
    MILD = {"globals", "locals", "vars"}

    SYSTEM = {"os", "posix", "subprocess", "_posixsubprocess", "ctypes", "_ctypes", "socket", "_socket", "pty", "fcntl", "mmap",
              "resource", "signal", "multiprocessing", "threading", "_thread", "shutil", "tempfile", "pathlib", "glob",
              "importlib", "imp", "runpy", "code", "codeop", "builtins", "sys", "gc", "inspect", "pickle", "_pickle", "marshal",
              "shelve", "urllib", "http", "ftplib", "smtplib", "ssl", "asyncio", "select", "selectors", "webbrowser", "pkgutil",
              "zipimport", "platform", "pdb", "bdb", "trace", "_xxsubinterpreters", "_testcapi", "cffi", "sqlite3", "dbm"}

    CALLS = {
        "os.system": "starts a shell", "os.popen": "starts a shell", "os.fork": "copies its process",
        "os.forkpty": "copies its process", "os.kill": "sends signals", "os.remove": "removes files",
        "os.unlink": "removes files", "os.rmdir": "removes files", "os.rename": "renames files", "os.open": "opens files",
        "os.environ": "reads the environment", "os.getenv": "reads the environment", "os.putenv": "changes the environment",
        "os.listdir": "lists files", "os.walk": "lists files", "shutil.rmtree": "removes files", "pty.spawn": "starts processes",
        "pickle.loads": "makes objects of bytes, by any function", "pickle.load": "makes objects of bytes, by any function",
        "pickle.Unpickler": "makes objects of bytes, by any function", "marshal.loads": "makes code of bytes",
        "marshal.load": "makes code of bytes", "shelve.open": "makes objects of bytes, by any function",
        "importlib.import_module": "imports past the import statement", "importlib.reload": "imports past the import statement",
        "types.CodeType": "makes code of bytes", "types.FunctionType": "makes functions of code",
        "sys._getframe": "leads to other frames", "sys.modules": "leads to every module", "sys.settrace": "watches other code",
        "sys.setprofile": "watches other code", "gc.get_objects": "leads to every object",
        "gc.get_referrers": "leads to every object", "inspect.currentframe": "leads to other frames",
        "inspect.stack": "leads to other frames", "io.open": "opens files", "io.FileIO": "opens files",
        "io.open_code": "opens files", "codecs.open": "opens files", "code.interact": "runs text as code",
        "runpy.run_path": "runs files as code", "runpy.run_module": "runs files as code",
    }
    CALLS |= {f"builtins.{name}": reason for name, reason in BUILTINS.items()}
    for _name in ("execl execle execlp execlpe execv execve execvp execvpe spawnl spawnle spawnlp spawnlpe spawnv spawnve spawnvp "
                  "spawnvpe posix_spawn posix_spawnp startfile").split():
        CALLS[f"os.{_name}"] = "starts processes"
    PREFIXES = {"subprocess.": "starts processes", "ctypes.": "calls native code", "socket.": "uses the network",
                "multiprocessing.": "starts processes", "urllib.request.": "uses the network", "http.client.": "uses the network",
                "_posixsubprocess.": "starts processes", "mmap.": "maps memory"}

    ATTRIBUTES = {
        "__subclasses__": "leads to every class", "__globals__": "leads to a module's names",
        "__builtins__": "leads to all builtins", "__code__": "leads to code", "__closure__": "leads to a function's variables",
        "__mro__": "leads to base classes", "__bases__": "leads to base classes", "__base__": "leads to base classes",
        "__loader__": "imports past the import statement", "__import__": "imports past the import statement",
        "__getattribute__": "reads attributes by name", "__reduce__": "leads to the functions of pickling",
        "__reduce_ex__": "leads to the functions of pickling", "__self__": "leads from a function to its module",
        "__traceback__": "leads to frames", "tb_frame": "leads to frames", "tb_next": "leads to frames",
        "gi_frame": "leads to frames", "cr_frame": "leads to frames", "ag_frame": "leads to frames", "f_back": "leads to frames",
        "f_globals": "leads to a module's names", "f_builtins": "leads to all builtins", "f_locals": "leads to a frame's names",
        "gi_code": "leads to code", "f_code": "leads to code", "co_code": "leads to code", "co_consts": "leads to code",
    }
    WEAK = {"__mro__", "__bases__", "__base__", "__self__", "__traceback__", "tb_next", "__getattribute__", "__reduce__",
            "__reduce_ex__"}
    BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"

    findings = set()


    def note(severity, kind, line, column, message):
        findings.add((line, column, severity, kind, message))

    """#
}
