# SPDX-License-Identifier: GPL-3.0-or-later
"""event_slave.py ADDRESS COUNT: receives objects without blocking, and tells them."""
import time

from peer import args, socket, tell, zmq

slave = socket(zmq.SUB, connect=args[:1])
slave.setsockopt(zmq.SUBSCRIBE, b"")
got = []
while len(got) < int(args[1]):
    try:
        got.append(slave.recv_pyobj(zmq.NOBLOCK))
    except zmq.Again:
        time.sleep(0.002)
tell(got=got)
