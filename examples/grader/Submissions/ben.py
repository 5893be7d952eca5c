# Has not thought of an even count.
def median(numbers):
    return sorted(numbers)[len(numbers) // 2]
