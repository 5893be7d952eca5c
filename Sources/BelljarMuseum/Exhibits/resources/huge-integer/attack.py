# A huge integer: one operator, one bytecode, and seconds inside of C that nothing can interrupt.

# Python's integers grow without bound. To raise to a power takes many multiplications of ever
# larger numbers; all of them happen within a single instruction of the interpreter, which looks
# at interrupts only between instructions.
exponent = 8_000_000
number = 7 ** exponent
