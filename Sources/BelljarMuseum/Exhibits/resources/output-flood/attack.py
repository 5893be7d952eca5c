# A flood of output: whoever collects it runs out of memory, or of disk, or of patience.

# 64 MiB in all, so that the exhibit ends without a limit too.
line = "x" * 1023
for _ in range(65536):
    print(line)
