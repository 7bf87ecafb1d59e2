# SPDX-License-Identifier: GPL-3.0-or-later
"""How Python programs put values on a socket: for each format, how to send one and how to take one.
Names are pickle0 … pickle5, json, string, msgpack, …, array, npy, protobuf; "gzip|json" is packed JSON."""
import collections
import dataclasses
import datetime
import decimal
import enum
import fractions
import gzip
import io
import json
import math
import os
import pathlib
import pickle
import subprocess
import sys
import tempfile
import uuid
import zlib

import bson
import cbor2
import lz4.frame
import msgpack
import numpy
import zmq
import zstandard

import data


class Color(enum.Enum):
    RED = 1


@dataclasses.dataclass
class Point:
    x: float
    y: float = 0.0
    tags: list = dataclasses.field(default_factory=list)


class Stack(list):
    """Cannot be made by a call without arguments."""

    def __init__(self, first):
        super().__init__([first])


class Failed(Exception):
    pass


class Temperature(float):
    def __new__(cls, *, celsius):
        return super().__new__(cls, celsius)

    def __getnewargs_ex__(self):
        return (), {"celsius": float(self)}


def failed(text, **members):
    made = Failed(text)
    made.__dict__.update(members)
    return made


def stack(items, **members):
    made = Stack.__new__(Stack)
    made.extend(items)
    made.__dict__.update(members)
    return made


def value_of(text):
    """A Python expression that a test wrote; the modules of this file and its own names are there."""
    return eval(text, dict(globals(), payload_formats=sys.modules["payload_formats"]))  # noqa: the test's own words


def same(a, b):
    """Equal in type, order and all members; NaN equals NaN."""
    if type(a) is not type(b):
        return False
    if isinstance(a, float):
        return repr(a) == repr(b)
    if isinstance(a, numpy.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, dict) and not all(map(same, a.items(), b.items())):
        return False
    if isinstance(a, (list, tuple, dict)) and len(a) != len(b):
        return False
    if isinstance(a, (list, tuple)) and not all(map(same, a, b)):
        return False
    if isinstance(a, BaseException) and not same(a.args, b.args):
        return False
    if getattr(a, "__dict__", None) and not isinstance(a, (type, enum.Enum)):
        return same(vars(a), vars(b))
    return isinstance(a, (list, tuple, dict, BaseException)) or a == b or vars(a) == vars(b) == {}


PACKERS = {
    "gzip": (gzip.compress, gzip.decompress),
    "zlib": (zlib.compress, zlib.decompress),
    "zstd": (lambda b: zstandard.ZstdCompressor().compress(b),
             lambda b: zstandard.ZstdDecompressor().decompressobj().decompress(b)),
    "lz4": (lz4.frame.compress, lz4.frame.decompress),
}


def tick_class():
    """The class that protoc makes of the test's schema, PAYLOAD_PROTO."""
    schema = pathlib.Path(os.environ["PAYLOAD_PROTO"])
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["protoc", f"--proto_path={schema.parent}", f"--python_out={folder}", schema.name], check=True)
        sys.path.insert(0, folder)
        return __import__(schema.stem + "_pb2").Tick


def save(array):
    file = io.BytesIO()
    numpy.save(file, array)
    return file.getvalue()


def plain(value):
    """bson.Int64 as int."""
    if isinstance(value, dict):
        return {key: plain(v) for key, v in value.items()}
    return int(value) if isinstance(value, bson.Int64) else value


def coder(name):
    """(bytes of a value, value of bytes)"""
    packer, _, rest = name.partition("|")
    if rest:
        pack, unpack = PACKERS[packer]
        dumps, loads = coder(rest)
        return (lambda v: pack(dumps(v))), (lambda b: loads(unpack(b)))
    if name == "protobuf":
        tick = tick_class()
        return (lambda v: tick(**v).SerializeToString()), \
               (lambda b: {f.name: list(v) if f.label == f.LABEL_REPEATED else v for f, v in tick.FromString(b).ListFields()})
    return {
        "json": (lambda v: json.dumps(v).encode(), json.loads),
        "msgpack": (msgpack.packb, lambda b: msgpack.unpackb(b, timestamp=3, strict_map_key=False)),
        "cbor": (cbor2.dumps, cbor2.loads),
        "bson": (bson.encode, lambda b: plain(bson.decode(b))),
        "npy": (save, lambda b: numpy.load(io.BytesIO(b))),
    }[name]


def sender(name):
    """What sends a value by a socket."""
    if name.startswith("pickle"):
        return lambda socket, v: socket.send_pyobj(v, protocol=int(name[-1]))
    if name == "json":
        return lambda socket, v: socket.send_json(v)
    if name == "string":
        return lambda socket, v: socket.send_string(v)
    if name == "array":  # as in pyzmq's manual

        def send(socket, array):
            socket.send_json(dict(dtype=str(array.dtype), shape=array.shape), zmq.SNDMORE)
            socket.send(numpy.ascontiguousarray(array), copy=False)

        return send
    dumps = coder(name)[0]
    return lambda socket, v: socket.send(dumps(v))


def receiver(name):
    """What takes a value from a socket."""
    if name.startswith("pickle"):
        return lambda socket: socket.recv_pyobj()
    if name == "json":
        return lambda socket: socket.recv_json()
    if name == "string":
        return lambda socket: socket.recv_string()
    if name == "array":

        def receive(socket):
            header = socket.recv_json()
            return numpy.frombuffer(socket.recv(), dtype=header["dtype"]).reshape(header["shape"])

        return receive
    loads = coder(name)[1]
    return lambda socket: loads(socket.recv())
