# A long sleep: it takes no processor time at all, so a limit of CPU time never sees it.
import time

# Ten seconds stand for a year. The child holds its memory, its place among the runs that the
# host allows at a time, and whoever waits for its answer.
time.sleep(10)
