# expect: refused
# errors: EPERM
# denials: clone
#
# clone, as a process, beside the parent rather than below it, and into a user namespace of its own.
SIGCHLD, CLONE_PARENT, CLONE_NEWUSER = 17, 0x8000, 0x10000000

for what, flags in [("a process", SIGCHLD), ("a sibling", SIGCHLD | CLONE_PARENT),
                    ("a process in a new user namespace", SIGCHLD | CLONE_NEWUSER)]:
    attempt(what, lambda: in_new_process(lambda: call("clone", flags, 0, 0, 0, 0)))

allow("asking for its own pid", os.getpid)
