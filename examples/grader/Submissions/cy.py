# Never ends for an even count.
def median(numbers):
    low, high = min(numbers), max(numbers)
    while True:
        for candidate in numbers:
            below = sum(number < candidate for number in numbers)
            above = sum(number > candidate for number in numbers)
            if below == above:
                return candidate
