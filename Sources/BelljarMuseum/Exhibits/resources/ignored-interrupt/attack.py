# A program that ignores its interrupt: whatever is raised in it, it catches, and goes on.

# The host asks a run to end by raising KeyboardInterrupt in it. Asking is all that this is.
rounds = 0
while rounds < 100_000_000:
    try:
        while rounds < 100_000_000:  # some seconds, so that the exhibit ends without a limit too
            rounds += 1
    except:
        pass
