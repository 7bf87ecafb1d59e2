#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the seed corpus, a folder for each target, beside itself. Needs the packages that the
tests' peers need. Run it again after changing it, and commit what it writes."""
import base64, collections, datetime, decimal, enum, gzip, io, json, os, pickle, struct, uuid, zlib
import bson, cbor2, lz4.frame, msgpack, numpy, zstandard

HERE = os.path.dirname(os.path.abspath(__file__))


def write(target, name, data):
    folder = os.path.join(HERE, "seeds", target)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name), "wb") as out:
        out.write(data)


class Colour(enum.Enum):
    RED = 1


class Thing:
    def __init__(self):
        self.cmd, self.data, self.desc = 1, None, "你好"


plain = {"event": "突发事件A", "n": [1, -2, 3.5, True, None], "big": 2**63, "nested": {"a": {"b": []}}}
numbers = [0, 23, 24, 127, 128, 255, 256, 65535, 65536, 2**32 - 1, 2**32, 2**64 - 1, -1, -24, -25, -128, -2**31, -2**63]

for name, text in {
    "plain": json.dumps(plain, ensure_ascii=False),
    "escapes": '{"\\u00e4\\ud83d\\ude00\\n": "\\"\\\\", "a": 1, "a": 2}',
    "numbers": "[0, -0, 1e5, 1.5E-300, 18446744073709551616, 0.1]",
    "deep": "[" * 60 + "]" * 60,
    "broken": '{"a": [1, 2',
}.items():
    write("json", name, text.encode())

for name, value in {"plain": plain, "numbers": numbers, "bytes": [b"", b"\0" * 40, "x" * 300],
                    "keys": {1: 2, b"k": None, True: False}, "floats": [0.1, 1e300]}.items():
    if name != "plain":
        write("msgpack", name, msgpack.packb(value))
    write("cbor", name, cbor2.dumps(value))
write("msgpack", "plain", msgpack.packb(plain))
write("msgpack", "ext", msgpack.packb([msgpack.ExtType(5, b"abc"), msgpack.Timestamp(1, 5), msgpack.Timestamp(2**33, 0)]))
write("msgpack", "float32", b"\x93\xca\x3f\xc0\x00\x00\xdc\x00\x01\xc0\xdf\x00\x00\x00\x01\xa1a\xc3")
write("cbor", "tags", cbor2.dumps([datetime.datetime(2026, 11, 22, tzinfo=datetime.timezone.utc), 2**70, -2**70,
                                  decimal.Decimal("1.5"), uuid.UUID(int=5)]))
write("cbor", "indefinite", bytes.fromhex("9f018202039f0405ffbf6346756ef563416d7421ff5f42010243030405ff7f657374726561646d696e67ffff"))
write("cbor", "simple", bytes.fromhex("8af7f0f8fff93c00f97e00fa47c35000d9d9f700f6f5f4"))

write("bson", "plain", bson.BSON.encode({"a": 1, "b": 2**40, "c": [1.5, "x", None, True], "d": {"e": b"bin"}}))
write("bson", "types", bson.BSON.encode({
    "id": bson.ObjectId(b"0123456789ab"), "when": datetime.datetime(2026, 11, 22), "re": bson.Regex("a.*", "i"),
    "code": bson.Code("f()"), "scope": bson.Code("f()", {"x": 1}), "ts": bson.Timestamp(1, 2),
    "min": bson.MinKey(), "max": bson.MaxKey(), "dec": bson.Decimal128("1.5"), "uuid": bson.Binary(b"0" * 16, 4)}))

shared = [1]
cycle = []
cycle.append(cycle)
objects = {
    "plain": plain, "thing": Thing(), "enum": Colour.RED, "when": datetime.datetime(2026, 11, 22, 1, 2, 3, 4),
    "decimal": decimal.Decimal("1.5"), "sets": [{1, 2}, frozenset({3})], "long": [2**70, -2**70, 2**2100],
    "bytes": [b"abc", bytearray(b"def"), b"x" * 300], "shared": [shared, shared], "cycle": cycle,
    "ordered": collections.OrderedDict(a=1), "default": collections.defaultdict(list, a=[1]),
    "array": numpy.arange(6).reshape(2, 3), "tuple": ((), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)), "text": "ä" * 300,
    "complex": 1 + 2j,
}
for name, value in objects.items():
    for protocol in (0, 2, 4, 5) if name in ("plain", "thing", "bytes", "long") else (0, 4):
        write("pickle", f"{name}-{protocol}", pickle.dumps(value, protocol))
write("pickle", "python2", b"(dp0\nS'event'\np1\nS'caf\\xc3\\xa9'\np2\nsU\x03key\x88s.")
write("pickle", "inst", b"(S'a'\nI1\nidata\nzmqStruct\np0\n(dp1\nS'cmd'\nI1\nsb.")
write("pickle", "system", b"cos\nsystem\n(S'true'\ntR.")
write("pickle", "persistent", b"\x80\x02X\x01\x00\x00\x00aQ\x82\x01\x83\x01\x00\x84\x01\x00\x00\x00]e.")
write("pickle", "buffers", b"\x80\x05(\x97\x98\x97t.")
bomb = b"\x80\x02]q\x00"
for _ in range(30):
    bomb += b"]q\x00(h\x00h\x00e"
write("pickle", "bomb", bomb + b".")

write("protobuf", "fields", bytes.fromhex("00") + bytes.fromhex("0896011203616263221408011210") + b"nested text here" + bytes.fromhex("2d0000803f310000000000000840"))
write("protobuf", "struct", bytes.fromhex("010a0e0a0161120911000000000000f03f0a070a016212021a00"))
write("protobuf", "api", bytes.fromhex("020a01611209") + b"\x0a\x01m\x12\x04type" + bytes.fromhex("1a060a016b120178"))
write("protobuf", "group", bytes.fromhex("00" "0b10011a0161" + "0c" + "1a00"))
write("protobuf", "packed", bytes.fromhex("00" "2206038e029ea705"))
for number, line in enumerate(['{"a": 1.5, "b": [null, true, {"c": "d"}]}', '{"name": "x", "methods": [{"name": "m"}], "syntax": "SYNTAX_PROTO3"}']):
    write("protobuf-json", f"{number}", line.encode())

resources = os.path.join(HERE, "..", "..", "resources", "protocols")
for name in os.listdir(resources):
    with open(os.path.join(resources, name), "rb") as file:
        write("protocol", name, file.read())
write("protocol", "jupyter-message", b"id\n<IDS|MSG>\n" + b"0" * 64 + b'\n{"msg_type": "status"}\n{}\n{}\n{}')
write("protocol", "majordomo-message", b"\nMDPC01\necho\nbody")
write("protocol", "array-message", b'{"dtype": "uint8", "shape": [2, 2]}\nabcd')

for name, value in {"u1": numpy.zeros((3, 4), "u1"), "f8": numpy.linspace(0, 1, 6), "f": numpy.asfortranarray(numpy.eye(3)),
                    "text": numpy.array(["a", "bc"]), "fields": numpy.zeros(2, [("x", "<f4"), ("y", ">i2")]),
                    "time": numpy.array(["2026-11-22"], "M8[ns]"), "scalar": numpy.float32(1.5), "complex": numpy.ones(2, "c16")}.items():
    out = io.BytesIO()
    numpy.save(out, value)
    write("npy", name, out.getvalue())

text = json.dumps(plain).encode()
packed = [gzip.compress(text, mtime=0), zlib.compress(text), zstandard.compress(text), lz4.frame.compress(text),
          base64.b64encode(text), b"HelloWorld"]
for number, data in enumerate(packed):
    write("packing", f"{number}", bytes([number]) + data)
write("packing", "members", b"\0" + packed[0] + packed[0])
write("packing", "nested", b"\0" + gzip.compress(packed[2], mtime=0))

png = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cfc0000003010100c9fe92ef0000000049454e44ae426082")
for number in range(13):
    write("fixed", f"{number}", bytes([number]) + struct.pack("<Id8s", 7, 1.5, b"abc") + "ä你".encode("utf-16le"))
write("fixed", "array", b"\x0c" + struct.pack("<6f", 0, 0.1, -1, 1e30, float("nan"), float("inf")))
write("fixed", "png", b"\1" + png)
write("fixed", "gif", b"\1GIF89a\x01\0\x01\0\0\0\0;")
write("fixed", "jpeg", b"\1" + bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffc0000b080010001001011100ffd9"))
write("fixed", "bmp", b"\1BM" + bytes(8) + struct.pack("<IIiiHHI", 54, 40, 2, -2, 1, 24, 0))
write("fixed", "webp", b"\1RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0/\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0")

for number, line in enumerate(['{"a": [1, 2.5, "x"], "b": h\'0102\'}', '32("http://x")', '[_ 1, 2]', 'ext(5, h\'01\')',
                               '{1: 2, "t": timestamp("2026-11-22T10:00:00Z"), "o": objectid(h\'303132333435363738396162\')}',
                               'NaN', '(_ h\'01\', h\'02\')', '[undefined, simple(99), float32(1.5)] /end/']):
    write("notation", f"{number}", line.encode())
for number, line in enumerate(["{'event': '突发事件A'}", "data.zmqStruct(cmd=1, data=None, desc='你好')", "[1, 2**3, 0x1F, 1_000]",
                               "(1,)", "{1, 2}", "frozenset({1})", "datetime.datetime(2026, 11, 22)", "b'\\x00a' b'b'",
                               "[1.5e3, -7, True, '''a\nb''', r'\\d']", "decimal.Decimal('1.5')", "bytearray(b'x')"]):
    write("python", f"{number}", line.encode())
for number, data in enumerate(packed + [text, msgpack.packb(plain), cbor2.dumps(plain), pickle.dumps(plain), png,
                                        b"plain text", "突发".encode("gb18030"), struct.pack("<I", 7), b"1700000000"]):
    write("detector", f"{number}", data)
