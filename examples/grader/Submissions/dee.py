# Remembers everything that it ever saw, for ever.
def median(numbers):
    seen = []
    while True:
        seen.append(numbers * 1000)
