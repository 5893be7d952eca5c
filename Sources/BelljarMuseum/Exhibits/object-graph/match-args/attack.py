# A class pattern asks for attributes whose names are data: match reads what __match_args__ says,
# and no attribute is written anywhere.
import random


class Agreeable(type):
    # A pattern matches instances only. Whether something is one, the class's class says.
    def __instancecheck__(cls, thing):
        return True


class Door(metaclass=Agreeable):
    # The first positional part of a pattern Door(...) is the attribute of this name.
    __match_args__ = ("_os",)


match random:
    case Door(os):
        # The match statement has read random._os and given it a name.
        print(os.environ["MUSEUM_FLAG"])
        print(os.read(os.open(outside["file"], os.O_RDONLY), 4096))
