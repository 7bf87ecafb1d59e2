# SPDX-License-Identifier: GPL-3.0-or-later
"""Pickles of all kinds, what Python makes of them, and damaged ones, as JSON lines: pickle (base64),
loads (true, false, or null where it depends on the sender's program), form (see Form). Nothing that a
pickle names is imported or called: each name is a class that remembers what is done to it."""
import array
import base64
import collections
import copyreg
import dataclasses
import datetime
import decimal
import enum
import fractions
import io
import itertools
import json
import pickle
import pickletools
import random
import resource
import signal
import struct
import sys
import uuid
import warnings

warnings.simplefilter("ignore")
signal.alarm(100)  # whatever happens to the test
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))  # the memo of a damaged pickle may be huge
sys.set_int_max_str_digits(0)
sys.setrecursionlimit(5000)
sys.modules["corpus"] = sys.modules["__main__"]


# What programs send

class Plain:
    def __init__(self, **members):
        self.__dict__.update(members)


class Empty:
    pass


class Slots:
    __slots__ = ("a", "b")


class SlotsAndDict(Slots):
    pass


class WithArgs:
    def __getnewargs__(self):
        return 1, "two"


class WithNamedArgs:
    def __getnewargs_ex__(self):
        return (1,), {"key": [2]}


class OddState:
    def __getstate__(self):
        return [1, 2, self]

    def __setstate__(self, state):
        pass


class ListOf(list):
    pass


class DictOf(dict):
    pass


class SetOf(set):
    pass


class Text(str):
    pass


class Color(enum.Enum):
    RED = 1
    GREEN = "g"


class Flags(enum.IntFlag):
    A = 1
    B = 2


@dataclasses.dataclass
class Point:
    x: float
    y: float
    tags: list


Pair = collections.namedtuple("Pair", "left right")
for made in list(globals().values()):
    if isinstance(made, type) and made.__module__ == "__main__":
        made.__module__ = "corpus"


def slots(cls):
    made = cls()
    made.a, made.b = 1, [2]
    return made


def objects():
    yield from [None, True, False, 0, 1, -1, 127, 128, 255, 256, 65535, 65536, -128, -129, 2**31 - 1, 2**31,
                -2**31, -2**31 - 1, 2**63 - 1, 2**63, -2**63, -2**63 - 1, 2**64 - 1, 2**64, 10**40, -10**40,
                256**255, -256**255 - 1, -256, 7**700, -7**700, 3**3000]
    yield from [0.0, -0.0, 1.5, -2.5e-300, 1e308, 5e-324, float("inf"), float("-inf"), float("nan"), 0.1]
    yield from ["", "plain", "'quotes\"", "line\nend\\ \r\t\0", "äöü", "突发事件A", "😀", "\ud800", "x\udfffy", "a" * 255,
                "a" * 256, "é" * 200, "\\u0041", "back\\slash\\", "a" * 70000]
    yield from [b"", b"plain", b"\x00\xff\x80", b"b" * 255, b"b" * 256, b"b" * 70000, bytes(range(256))]
    yield from [bytearray(), bytearray(b"ab\xff"), bytearray(b"c" * 300)]
    yield from [[], [1], [1, 2], (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), {}, {"a": 1}, {"a": 1, "b": [2]}, set(), {1},
                {1, 2, 3}, frozenset(), frozenset([1, 2]), frozenset(["a", (1, 2)]), [[]], [[], []], ((),), [None] * 5]
    yield from [list(range(2500)), {i: str(i) for i in range(2500)}, set(range(2500)), tuple(range(300)),
                {(1, "a"): None, None: 1, 1.5: 2, b"k": 3, frozenset([1]): 4, True: 5}]
    yield {"event": "突发事件A", "n": 7, "values": [1, 2.5, None, True], "nested": {"deep": {"er": (1, [2])}}}
    shared = ["shared"]
    yield [shared, shared, {"again": shared}]
    pair = (1, shared)
    yield [pair, pair, [pair]]
    text = "a text that is used twice"
    yield [text, text, {text: text}]
    cyclic = []
    cyclic.append(cyclic)
    yield cyclic
    cyclic = {"name": "loop"}
    cyclic["self"] = cyclic
    yield cyclic
    cyclic = [1]
    cyclic.append((cyclic, 2))
    yield cyclic
    yield (cyclic, cyclic)
    loop = Plain(name="loop")
    loop.me = loop
    loop.others = [loop]
    yield loop
    deep = []
    for _ in range(300):
        deep = [deep, 1]
    yield deep
    bomb = ["x"]
    for _ in range(30):
        bomb = [bomb, bomb]
    yield Plain(bomb=bomb)
    yield from [Plain(cmd=1, data=None, desc="你好"), Empty(), Plain(), slots(Slots), slots(SlotsAndDict), WithArgs(),
                WithNamedArgs(), OddState(), Plain(**{f"m{i}": i for i in range(100)})]
    made = slots(SlotsAndDict)
    made.c = 3
    yield made
    yield [Plain(a=1), Plain(a=2), Empty(), [Plain(b=Plain(c=3))]]
    for made in (ListOf([1, 2, 3]), DictOf(a=1, b=2), SetOf([1]), Text("text"), ListOf(), DictOf()):
        yield made
    made = ListOf([1, [2]])
    made.member = made
    yield made
    yield from [Color.RED, Color.GREEN, Flags.A | Flags.B, Point(1.5, 2, ["a"]), Pair(1, [2]), Color, len, Plain,
                collections.OrderedDict(a=1, b=2), collections.OrderedDict(), collections.defaultdict(list, a=[1]),
                collections.deque([1, 2], 5), collections.Counter("abca")]
    utc = datetime.timezone.utc
    yield from [datetime.datetime(2026, 11, 22), datetime.datetime(2026, 11, 22, 13, 5, 59, 123456),
                datetime.datetime(1, 1, 1, 0, 0, 1), datetime.datetime(9999, 12, 31, 23, 59, 59, 999999, utc),
                datetime.datetime(2026, 11, 1, 1, 30, fold=1), datetime.datetime(2026, 11, 1, 1, 30, tzinfo=utc, fold=1),
                datetime.date(2026, 11, 22), datetime.time(), datetime.time(23, 59, 59, 5), datetime.time(1, 2, tzinfo=utc),
                datetime.time(1, 2, fold=1), datetime.timedelta(1, 2, 3), datetime.timedelta(-1),
                datetime.timezone(datetime.timedelta(hours=2), "EET")]
    yield from [decimal.Decimal("1.50"), decimal.Decimal("NaN"), fractions.Fraction(1, 3), uuid.UUID(int=2**127 + 5), 1 + 2j,
                range(1, 9, 2), slice(1, None), array.array("d", [1.5, 2]), Ellipsis, NotImplemented, type(None),
                ValueError("bad", 1), io.BytesIO(b"abc")]
    try:
        import numpy
    except ImportError:
        return
    yield from [numpy.arange(5), numpy.zeros((2, 3), "f4"), numpy.array(["a", "bc"]), numpy.float64(1.5),
                numpy.array([(1, 2.5)], dtype=[("a", "i4"), ("b", "f8")]), numpy.dtype("<i8"),
                {"image": numpy.ones((4, 4, 3), "u1")}]


# By hand: what Python 2 wrote, and each opcode by itself

BY_HAND = [
    b"S'abc'\n.", b'S"a\'b"\n.', b"S'\\x41\\n\\101\\\\\\q\\0'\n.", b"S'\xe4'\n.", b"S''\n.", b"S'a\n.", b"Sabc\n.", b"S'\n.",
    b"S'a\\'\n.", b"S'\\x4'\n.", b"S'a' \n.", b"S'\\xe4\\xb8'\n.", b"S'\\777'\n.",
    b"T\x03\0\0\0abc.", b"T\xff\xff\xff\xffabc.", b"U\x03abc.", b"U\x01\xff.", b"U\x02\xc3\xa4.", b"U\x05abc.",
    b"I1\n.", b"I01\n.", b"I00\n.", b"I-5\n.", b"I010\n.", b"I0x1F\n.", b"I 7\n.", b"I7 \n.", b"I1_000\n.", b"I09\n.", b"I\n.",
    b"Ix\n.", b"I1.5\n.", b"I9223372036854775807\n.", b"I9223372036854775808\n.", b"I-9223372036854775809\n.",
    b"I18446744073709551616\n.", b"I0b11\n.", b"I0o17\n.", b"I0x\n.", b"I0xFFFFFFFFFFFFFFFFFF\n.", b"I-0x8000000000000000\n.",
    b"I-0x8000000000000001\n.", b"I+5\n.", b"I 1\n.", b"I1 \n.", b"I+1\n.", b"I1\0junk\n.", b"I\0\n.", b"I--5\n.", b"I1__0\n.", b"I_1\n.",
    b"I1_\n.", b"I00000000000000000000000005\n.", b"I-0\n.", b"I99999999999999999999_9\n.", b"I-99999999999999999999_9\n.",
    b"I+99999999999999999999\n.", b"I-0b1\n.", b"I0_7\n.",
    b"L5\n.", b"L5L\n.", b"L-5L\n.", b"LL\n.", b"L\n.", b"L010L\n.", b"L00L\n.", b"L0x10L\n.", b"L" + b"9" * 5000 + b"L\n.",
    b"L18446744073709551615L\n.", b"L18446744073709551616L\n.", b"L 5 L\n.", b"L5LL\n.", b"L-0o7777777777777777777777777L\n.",
    b"F1.5\n.", b"F1\n.", b"F1.\n.", b"F.5\n.", b"F.\n.", b"F-1e5\n.", b"Finf\n.", b"F-inf\n.", b"Fnan\n.", b"FInfinity\n.",
    b"F1e999\n.", b"F-1e999\n.", b"F1e-999\n.", b"F 1\n.", b"F1 \n.", b"F1_0\n.", b"F0x1p3\n.", b"F\n.", b"F1e\n.", b"F+1.5\n.", b"F+-1\n.",
    b"F1.5\0x\n.", b"Fnan(1)\n.", b"F-nan\n.", b"F4.9e-324\n.", b"F-.5e1\n.", b"Finfi\n.", b"F++1\n.", b"F-+1\n.",
    b"V\n.", b"Vabc\n.", b"V\\u4f60\n.", b"V\\U0001f600\n.", b"V\\ud83d\\ude00\n.", b"V\\u4f6\n.", b"V\\U00110000\n.", b"V\xe4\n.",
    b"V\\\n.", b"V\\\\u0041\n.", b"V\\x41\n.", b"V\\\xe4\n.", b"Vabc", b"V\\ud800\n.", b"V\\U0010ffff\n.", b"V\\uzzzz\n.",
    b"X\x02\0\0\0\xc3\xa4.", b"X\x02\0\0\0\xc3\xff.", b"X\x03\0\0\0\xed\xa0\x80.", b"X\xff\xff\xff\xff.", b"X\x03\0\0\0\xe0\x80\x80.",
    b"\x8c\x01a.", b"\x8c\x05a.", b"\x8d\x01\0\0\0\0\0\0\0a.", b"\x8d\xff\xff\xff\xff\xff\xff\xff\xffa.", b"\x8d\0\0\0\0\1\0\0\0a.",
    b"B\x01\0\0\0a.", b"C\x01a.", b"\x8e\x01\0\0\0\0\0\0\0a.", b"\x8e\xff\xff\xff\xff\xff\xff\xff\x7fa.", b"\x96\x02\0\0\0\0\0\0\0ab.",
    b"\x8a\0.", b"\x8a\x01\xff.", b"\x8a\x02\0\xff.", b"\x8a\x08" + b"\xff" * 8 + b".", b"\x8a\x09" + b"\xff" * 8 + b"\0.", b"\x8a\x05ab.",
    b"\x8b\0\0\0\0.", b"\x8b\x01\0\0\0\x80.", b"\x8b\xff\xff\xff\xff.", b"\x8b\x09\0\0\0" + b"\0" * 8 + b"\xff.", b"\x8b\x00\x10\0\0" + b"\x7f" * 4096 + b".",
    b"\x8b\x01\x10\0\0" + b"\x7f" * 4097 + b".", b"\x8b\x01\x10\0\0" + b"\x80" * 4097 + b".",
    b"G?\xf8\0\0\0\0\0\0.", b"J\xff\xff\xff\xff.", b"K\xff.", b"M\xff\xff.", b"\x88.", b"\x89.",
    b".", b"", b"N", b"(.", b"(N.", b"NN.", b"N(.", b"(", b"0.", b"N0.", b"N0N.", b"(0N.", b"1N.", b"(NN1N.", b"2.", b"N2.", b"]2\x86.", b"(2.",
    b"(l.", b"(NNl.", b"l.", b"(d.", b"(NNd.", b"(Nd.", b"(t.", b"(NN(NNtt.", b")\x85.", b"\x85.", b"(\x85.", b"N(N\x86.", b"NN\x86.", b"NNN\x87.", b"NN\x87.",
    b"]Na.", b"]NNa.", b"Na.", b"NNa.", b"}Na.", b"](Na.", b"](NNe.", b"](e.", b"N(e.", b"N(Ne.", b"(e.", b"e.", b"\x8f(NN\x90.", b"](N\x90.", b"\x8f(]\x90.",
    b"}NNs.", b"}Ns.", b"NNs.", b"}]Ns.", b"}}Ns.", b"}\x8fNs.", b"})Ns.", b"}]\x85Ns.", b"}(NNNNu.", b"}(NNNu.", b"}(u.", b"N(u.", b"N(NNu.",
    b"(]Nd.", b"(]\x85\x85Nd.", b"(N\x91.", b"(]\x91.", b"(\x91.", b"}(NNN\x87Nu.", b"](K\0K\1e(K\0N\x88Nu.", b"]K\5aK\0Ns.", b"]K\5aK\1Ns.",
    b"]K\5aJ\xff\xff\xff\xffNs.", b"]NNs.", b"\x96\x01\0\0\0\0\0\0\0a(K\1e.", b"\x96\x01\0\0\0\0\0\0\0aNa.", b"}\x96\x01\0\0\0\0\0\0\0aNs.", b"}C\1aNs.",
    b"Np0\n0g0\n.", b"Np5\ng5\n\x86.", b"g0\n.", b"Np-1\n.", b"Npx\n.", b"p0\n.", b"Np0\ng00\n\x86.", b"Np1_0\ng10\n\x86.", b"Np\n.", b"(p0\n.",
    b"Ng-1\n.", b"Nq\0h\0\x86.", b"Nq\5h\5\x86.", b"Nh\5.", b"Nr\0\1\0\0j\0\1\0\0\x86.", b"Nj\xff\xff\xff\xff.", b"]\x94h\0\x86.", b"\x94.", b"(\x94.",
    b"K\7q\x05K\x08\x94h\1\x86.", b"K\7q\x01K\x08\x94h\x01\x86.", b"K\1r\xe8\3\0\0K\2q\0K\3\x94j\2\0\0\0\x86.", b"]r\x40\x0d\x03\0j\x40\x0d\x03\0\x86.",
    b"\x80\x02N.", b"\x80\x05N.", b"\x80\x06N.", b"\x80\xffN.", b"\x80", b"\x80\x02", b"N\x80\x05.", b"\x80\0N.",
    b"\x80\x04\x95\x02\0\0\0\0\0\0\0N.", b"\x80\x04\x95\x03\0\0\0\0\0\0\0N.", b"\x80\x04\x95\x01\0\0\0\0\0\0\0N.", b"\x80\x04\x95\0\0\0\0\0\0\0\0N.",
    b"\x80\x04\x95\xff\xff\xff\xff\xff\xff\xff\xffN.", b"\x80\x04\x95\x02\0\0\0N.", b"N.trailing", b"NN.N.", b"?.", b"\xff.", b"'.", b"\0.",
    b"cos\nsystem\n.", b"cos\nsystem\n(S'echo harm'\ntR.", b"(S'echo harm'\nios\nsystem\n.", b"(cos\nsystem\nS'echo harm'\no.",
    b"\x8c\2os\x8c\6system\x93.", b"\x8c\2osN\x93.", b"N\x8c\2os\x93.", b"\x93.", b"U\2osU\6system\x93.", b"c\nx\n.", b"cos\n\n.", b"cos\n", b"cos", b"c\xff\nx\n.",
    b"c\xc3\xa4\n\xc3\xb6\n.", b"(i\xc3\xa4\nx\n.", b"(i\nx\n.", b"ios\nsystem\n.", b"cos.path\njoin.deep\n.",
    b"cm\nC\n)R.", b"cm\nC\nNR.", b"cm\nC\n]R.", b"N)R.", b"])R.", b"K\1)R.", b"S'a'\n)R.", b"cm\nC\n)\x81.", b"cm\nC\nN\x81.", b"N)\x81.", b"])\x81.",
    b"cm\nC\n)}\x92.", b"cm\nC\n)}\x8c\1aK\1s\x92.", b"cm\nC\n)N\x92.", b"cm\nC\nN}\x92.", b"N)}\x92.", b"cm\nC\n)}K\1K\1s\x92.", b"R.", b"\x81.", b"(o.", b"(No.", b"(cm\nC\no.",
    b"cm\nC\n)\x81}\x8c\1aK\1sb.", b"cm\nC\n)\x81}\x8c\1aK\1sN\x86b.", b"cm\nC\n)\x81N}\x8c\1aK\1s\x86b.", b"cm\nC\n)\x81}\x8c\1aK\1s}\x8c\1bK\2s\x86b.",
    b"cm\nC\n)\x81Nb.", b"cm\nC\n)\x81]b.", b"cm\nC\n)\x81}K\1K\2sb.", b"cm\nC\nK\1\x85\x81}\x8c\1aK\1sb.", b"cm\nC\n)\x81}b.", b"cm\nC\n)\x81}b}b.", b"cm\nC\n)R}b.", b"(cm\nC\no}b.",
    b"(im\nC\n}S'a'\nI1\nsb.", b"(I1\nim\nC\n}S'a'\nI1\nsb.", b"Nb.", b"b.", b"NNb.", b"]Nb.", b"]}b.", b"N}b.", b"]N}\x86b.", b"]N}\x8c\1aK\1s\x86b.", b"}}b.", b"]](bb.",
    b"ccopy_reg\n_reconstructor\n(cm\nC\nc__builtin__\nobject\nNtR.", b"ccopy_reg\n_reconstructor\n(cm\nC\nc__builtin__\nobject\nNtR(dS'a'\nI1\nsb.",
    b"ccopy_reg\n_reconstructor\n(cm\nC\nc__builtin__\ndict\n(dtR.", b"ccopy_reg\n_reconstructor\n(lp0\nc__builtin__\nobject\nNtR.",
    b"cm\nC\n)\x81(NNe.", b"cm\nC\n)\x81Na.", b"cm\nC\n)\x81(NNu.", b"cm\nC\n)\x81NNs.", b"cm\nC\n)\x81(N\x90.", b"cm\nC\n)\x81(NNe(NNe.", b"cm\nC\n)\x81(NNe}b(NNu.",
    b"cm\nC\n)R)R.", b"cm\nC\n)R(K\1tR.", b"}cm\nC\nNs.", b"}cm\nC\n)RNs.",
    b"cbuiltins\nset\n]\x85R.", b"c__builtin__\nset\n(lp0\nI1\naI2\na\x85R.", b"c__builtin__\nfrozenset\n](K\1K\2e\x85R.", b"c__builtin__\nset\n]q\0\x85Rh\0\x86.",
    b"c_codecs\nencode\nX\2\0\0\0\xc3\xa4X\6\0\0\0latin1\x86R.", b"c_codecs\nencode\nX\1\0\0\0aX\5\0\0\0utf-8\x86R.", b"c__builtin__\nbytearray\nC\2ab\x85R.",
    b"c__builtin__\nbytearray\nX\1\0\0\0aX\7\0\0\0latin-1\x86R.", b"c__builtin__\nbytearray\n)R.", b"c__builtin__\nbytes\n)R.",
    b"cdatetime\ndate\nU\4\x07\xea\x0b\x16\x85R.", b"cdatetime\ndate\nU\4\x07\xea\xfb\x16\x85R.", b"cdatetime\ndatetime\nU\x0a\x07\xea\x0b\x16\0\0\0\0\0\0\x85R.",
    b"Pid\n.", b"P\n.", b"P\xff\n.", b"Pid", b"S'id'\nQ.", b"Q.", b"Pid\n}b.", b"Pid\n2\x86.", b"K\5Q]K\5Q\x86.",
    b"\x82\1.", b"\x82\0.", b"\x83\5\0.", b"\x84\5\0\0\0.", b"\x84\xff\xff\xff\xff.", b"\x83\0\0.", b"\x82\1)R.",
    b"\x97.", b"\x97\x98.", b"\x97\x97\x86.", b"\x98.", b"N\x98.", b"]\x98.", b"C\1a\x98.", b"\x96\1\0\0\0\0\0\0\0a\x98.", b"\x8c\1a\x98.", b"cm\nC\n)R\x98.",
    b"(lp0\n(dp1\nS'event'\np2\nS'start'\np3\nsS'n'\nI7\nsag1\na.", b"(dp0\nVkey\np1\n(lp2\nI1\naI2\nas.",
    b"(iold\nClass\np0\n(dp1\nS'x'\nI1\nsS'y'\nF2.5\nsb.", b"]q\0(K\1K\2e(K\3e.", b"(I1\nI2\nt(I1\nt\x86.", b"(" * 100 + b"N" + b"t" * 100 + b".",
    b"]" + b"]" * 998 + b"a" * 998 + b".", b"N" * 5000 + b"0" * 4999 + b".", b"(" * 3000 + b"N.",
]


# A reader that does nothing

class Unknowable(Exception):
    """What happens depends on the sender's program."""


class Deed:
    """A method, on classes and instances."""

    def __init__(self, name):
        self.name = name

    def __get__(self, instance, owner):
        target = owner if instance is None else instance
        return lambda value: remember(target, self.name, value)


def remember(target, name, value):
    if isinstance(target, type):
        raise Unknowable
    if name == "state":
        target.parts.append((name, value))
        return
    known = dict(target.parts)
    if name not in known:
        known[name] = []
        target.parts.append((name, known[name]))
    known[name].extend(value)


class AnyMeta(type):
    def __setitem__(cls, key, value):
        raise Unknowable


class Any(metaclass=AnyMeta):
    def __new__(cls, *args, **kwargs):
        made = super().__new__(cls)
        made.callable, made.args, made.kwargs, made.parts = cls, args, kwargs, []
        return made

    def __init__(self, *args, **kwargs):
        pass

    def __call__(self, *args, **kwargs):
        made = Any.__new__(Any, *args, **kwargs)
        made.callable = self
        return made

    def __setitem__(self, key, value):
        remember(self, "pairs", [(key, value)])

    __setstate__ = Deed("state")
    extend = Deed("items")
    append = property(lambda self: lambda value: remember(self, "items", [value]))
    add = property(lambda self: lambda value: remember(self, "items", [value]))


class Buffer(bytearray):
    pass


def plain_bytes(kind):
    def make(cls, *args):
        if kind is bytes and not args:
            return b""
        if kind is bytearray and (not args or (len(args) == 1 and type(args[0]) is bytes)):
            return bytearray(*args)
        if len(args) == 2 and type(args[0]) is str and type(args[1]) is str and args[1] in ("latin1", "latin-1"):
            try:
                return kind(args[0], "latin-1")
            except UnicodeEncodeError:
                pass
        return Any.__new__(cls, *args)
    return make


def plain_set(kind):
    def make(cls, *args):
        if len(args) == 1 and type(args[0]) is list:
            try:
                return kind(args[0])
            except TypeError:
                pass
        return Any.__new__(cls, *args)
    return make


def encode(cls, *args):
    return plain_bytes(bytes)(cls, *args) if args else Any.__new__(cls)


def reconstruct(cls, *args):
    if len(args) == 3 and isinstance(args[0], AnyMeta) and args[1] in map(known, OBJECTS) and args[2] is None:
        return args[0].__new__(args[0])
    return Any.__new__(cls, *args)


def unpack(real):
    def make(cls, *args):
        made = Any.__new__(cls, *args)
        packed = args and (args[0] if type(args[0]) is bytes else args[0].encode("latin-1") if type(args[0]) is str else None)
        if packed:
            try:
                value = real(packed, *args[1:2]) if len(args) == 1 else real(packed, Zone(args[1]))
            except (TypeError, ValueError):
                return made
            names = [n for n in ("year", "month", "day", "hour", "minute", "second", "microsecond") if hasattr(value, n)]
            fields = [getattr(value, n) for n in names]
            fold = getattr(value, "fold", 0)
            if real is not datetime.date and not fold and len(args) == 1:
                for _ in range(2):
                    if fields[-1] == 0:
                        fields.pop()
            made.args = tuple(fields) + args[1:2]
            made.kwargs = {"fold": 1} if fold else {}
        return made
    return make


class Zone(datetime.tzinfo):
    def __init__(self, value):
        self.value = value


OBJECTS = [("__builtin__", "object"), ("builtins", "object")]
SPECIAL = {("_codecs", "encode"): encode, ("datetime", "datetime"): unpack(datetime.datetime),
           ("datetime", "date"): unpack(datetime.date), ("datetime", "time"): unpack(datetime.time)}
for module in ("__builtin__", "builtins"):
    SPECIAL |= {(module, "bytes"): plain_bytes(bytes), (module, "bytearray"): plain_bytes(bytearray),
                (module, "set"): plain_set(set), (module, "frozenset"): plain_set(frozenset)}
for module in ("copy_reg", "copyreg"):
    SPECIAL[module, "_reconstructor"] = reconstruct
CLASSES = {}


def known(name):
    if name not in CLASSES:
        special = SPECIAL.get(name)
        CLASSES[name] = AnyMeta("Any", (Any,), {"symbol": ".".join(name)} | ({"__new__": special} if special else {}))
    return CLASSES[name]


class Extension(Any):
    pass


for code in (1, 5):
    copyreg.add_extension("extension", str(code), code)


class Reader(pickle.Unpickler):
    def __init__(self, data):
        super().__init__(io.BytesIO(data), encoding="latin-1", buffers=map(lambda n: Buffer(b"%d" % n), itertools.count(1)))

    def find_class(self, module, name):
        return known((module, name))

    def persistent_load(self, pid):
        made = Any()
        made.callable = "persistent"
        made.args = (pid,)
        return made


class Form:
    """One line for a value; equal for equal values, whoever writes it. Containers that come again are #n,
    counted in the order of reading."""

    def __init__(self):
        self.seen = {}
        self.kept = []  # so that no id() comes twice

    def container(self, value, write):
        if id(value) in self.seen:
            return f"#{self.seen[id(value)]}"
        self.seen[id(value)] = len(self.seen)
        self.kept.append(value)
        return write()

    def many(self, values):
        return ",".join([self.of(v) for v in values])

    def pairs(self, pairs):
        return ",".join([self.of(k) + "=" + self.of(v) for k, v in pairs])

    def of(self, value):
        kind = type(value)
        if value is None:
            return "N"
        if kind is bool:
            return "T" if value else "F"
        if kind is int:
            return f"i{value}" if -2**32768 < value < 2**32768 else f"i{value:#x}"
        if kind is float:
            return "fnan" if value != value else "f" + struct.pack(">d", value).hex()
        if kind is str:
            return "s" + value.encode("utf-8", "surrogatepass").hex()
        if kind is bytes:
            return "b" + value.hex()
        if kind is Buffer:
            return f"B{value.decode()}"
        if kind is bytearray:
            return "a" + value.hex()
        if kind is memoryview:
            return "r" + (self.of(value.obj) if type(value.obj) is Buffer else self.container(value, lambda: f"({self.of(value.obj)})"))
        if kind is AnyMeta:
            return f"x{value.symbol[10:]}" if value.symbol.startswith("extension.") else f"y{value.symbol.encode().hex()}"
        if not value and kind in (tuple, frozenset):
            return "()" if kind is tuple else "z{}"
        if kind in (list, tuple):
            brackets = "[]" if kind is list else "()"
            return self.container(value, lambda: brackets[0] + self.many(value) + brackets[1])
        if kind in (set, frozenset):
            sign = "e" if kind is set else "z"
            return self.container(value, lambda: sign + "{" + ",".join(sorted(Form().of(v) for v in value)) + "}")
        if kind is dict:
            return self.container(value, lambda: "d{" + self.pairs(value.items()) + "}")
        return self.container(value, lambda: self.call(value))

    def call(self, made):
        if made.callable == "persistent":
            if made.parts:
                raise Unknowable
            return f"p({self.of(made.args[0])})"
        symbol = made.callable if isinstance(made.callable, type) else None
        name = symbol.symbol.encode().hex() if symbol else ""
        if symbol and symbol.symbol.startswith("extension."):
            symbol, name = None, ""
        members = self.members(made) if symbol else None
        if members is not None:
            return f"o{name}{{{self.pairs(members)}}}"
        text = f"c{name}("
        if not symbol:
            text += "callable=" + self.of(made.callable) + ","
        text += "".join("=" + self.of(a) + "," for a in made.args)
        text += "".join(self.of(k) + "=" + self.of(v) + "," for k, v in made.kwargs.items())
        for part, value in made.parts:
            if part == "pairs":
                text += "pairs=" + self.container(value, lambda: "d{" + self.pairs(value) + "}") + ","
            else:
                text += part + "=" + self.of(value) + ","
        return text + ")"

    @staticmethod
    def members(made):
        if made.args or made.kwargs or len(made.parts) != 1 or made.parts[0][0] != "state":
            return None
        state = made.parts[0][1]
        dicts = [state]
        if type(state) is tuple and len(state) == 2:
            dicts = [d for i, d in enumerate(state) if i == 1 or d is not None]
        if not all(type(d) is dict and all(type(k) is str for k in d) for d in dicts):
            return None
        return [pair for d in dicts for pair in d.items()]


def verdict(data):
    """Whether Python loads it, and its form."""
    try:
        value = Reader(data).load()
    except (MemoryError, Unknowable, RecursionError):
        return None, None
    except Exception as e:
        text = str(e)
        sender = ("unregistered extension", "Any", "Buffer", "argument list must be a tuple", "keywords must be strings", "memoryview")
        return (None if any(word in text for word in sender) else False), None
    try:
        return True, Form().of(value)
    except (Unknowable, RecursionError):
        return True, None


def tell(data, **more):
    loads, form = verdict(data)
    print(json.dumps({"pickle": base64.b64encode(data).decode(), "loads": loads, "form": form, **more}))


def damaged(samples, chance, count):
    codes = [ord(op.code) for op in pickletools.opcodes]
    for _ in range(count):
        data = bytearray(chance.choice(samples))
        for _ in range(chance.choice((1, 1, 1, 2, 4))):
            at = chance.randrange(len(data) + 1)
            what = chance.randrange(5)
            if what == 0:
                data[at:at + 1] = [chance.randrange(256)]
            elif what == 1:
                data[at:at] = [chance.choice(codes)]
            elif what == 2:
                del data[at:at + chance.randrange(1, 4)]
            elif what == 3:
                data[at:at + 1] = [chance.choice(codes)]
            else:
                other = chance.choice(samples)
                start = chance.randrange(len(other))
                data[at:at] = other[start:start + chance.randrange(1, 12)]
        yield bytes(data)


def main():
    made = []
    for value in objects():
        for protocol in range(6):
            try:
                made.append(pickle.dumps(value, protocol))
                written = io.BytesIO()
                pickle._Pickler(written, protocol).dump(value)
                made.append(written.getvalue())
            except (TypeError, pickle.PicklingError, RecursionError):
                continue
            if len(made[-1]) < 5000:
                made.append(pickletools.optimize(made[-1]))
        try:
            made.append(pickle.dumps(value, 5, buffer_callback=lambda buffer: False))
        except (TypeError, pickle.PicklingError):
            pass
    class Persistent(pickle.Pickler):
        def persistent_id(self, value):
            return ("id", value.n) if type(value) is Plain else None
    for protocol in range(1, 6):
        written = io.BytesIO()
        Persistent(written, protocol).dump([Plain(n=1), Plain(n=2)])
        made.append(written.getvalue())
    made = list(dict.fromkeys(made + BY_HAND))
    codes = set()
    for data in made:
        tell(data, kind="whole")
        try:
            codes.update(op.code for op, _, _ in pickletools.genops(data))
        except Exception:
            pass  # those that are wrong on purpose
    small = [data for data in made if 0 < len(data) < 400]
    for data in small[::7]:
        for size in range(len(data)):
            tell(data[:size], kind="truncated")
    for data in damaged(small, random.Random(4), int(sys.argv[1]) if len(sys.argv) > 1 else 6000):
        tell(data, kind="damaged")
    print(json.dumps({"opcodes": len(codes)}))


main()
