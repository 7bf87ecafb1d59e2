# SPDX-License-Identifier: GPL-3.0-or-later
"""doctor_peer.py JSON: a peer with one socket of any type, right or wrong.

type: "PUSH" · bind: address · connect: [addresses] · options: {"PLAIN_SERVER": 1, …} ·
zap: status that a ZAP handler gives to all ("400") · send: {"every": s, "size": bytes, "count": n} ·
receive: true tells each message · churn: s, connects and leaves again and again, each time for so long.
"""
import json
import threading
import time

from peer import args, tell, zmq

want = json.loads(args[0])
context = zmq.Context.instance()


def answer_zap(status):
    handler = context.socket(zmq.REP)
    handler.bind("inproc://zeromq.zap.01")
    ready.set()
    while True:
        request = handler.recv_multipart()
        handler.send_multipart([b"1.0", request[1], status.encode(), b"as the test wants it", b"", b""])


def make():
    made = context.socket(getattr(zmq, want["type"]))
    made.linger = 2000
    for name, value in want.get("options", {}).items():
        option = getattr(zmq, name)
        if isinstance(value, str):
            made.setsockopt_string(option, value)
        else:
            made.setsockopt(option, value)
    if want["type"] == "SUB":
        made.setsockopt(zmq.SUBSCRIBE, b"")
    return made


if "zap" in want:
    ready = threading.Event()
    threading.Thread(target=answer_zap, args=(want["zap"],), daemon=True).start()
    ready.wait()

while "churn" in want:
    passing = make()
    passing.connect(want["connect"][0])
    time.sleep(want["churn"])
    passing.close(linger=0)

peer = make()
if "bind" in want:
    peer.bind(want["bind"])
    tell(bound=peer.getsockopt_string(zmq.LAST_ENDPOINT).rstrip("\0"))
for address in want.get("connect", []):
    peer.connect(address)
tell(ready=True)

send = want.get("send", {})
for _ in range(send.get("count", 10**9) if send else 0):
    peer.send(b"x" * send.get("size", 1))
    time.sleep(send.get("every", 0.05))
while want.get("receive"):
    tell(got=len(peer.recv()))
while True:
    time.sleep(1)
