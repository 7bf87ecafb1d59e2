# SPDX-License-Identifier: GPL-3.0-or-later
"""What all peers share: each tells what it sees as JSON lines, and never outlives its test."""
import json
import signal
import sys

import zmq

signal.alarm(60)  # whatever happens to the test


def tell(**what):
    print(json.dumps(what), flush=True)


def socket(kind, bind=None, connect=(), **options):
    """bind: an address; its port is told. connect: addresses. options: RCVHWM=5, …"""
    made = zmq.Context.instance().socket(kind)
    made.linger = 5000
    for name, value in options.items():
        made.setsockopt(getattr(zmq, name), value)
    if bind:
        made.bind(bind)
        tell(bound=made.getsockopt_string(zmq.LAST_ENDPOINT).rstrip("\0"))
    for address in connect:
        made.connect(address)
    return made


ANY_PORT = "tcp://127.0.0.1:*"
args = sys.argv[1:]
