# SPDX-License-Identifier: GPL-3.0-or-later
"""object_server.py COUNT: looks for objects without blocking, keeps its loop free, answers with one."""
import time

from peer import ANY_PORT, args, socket, tell, zmq

server = socket(zmq.REP, bind=ANY_PORT)
left = int(args[0])
turns = 0
while left:
    turns += 1
    try:
        got = server.recv_pyobj(zmq.NOBLOCK)
    except zmq.Again:
        time.sleep(0.02)
        continue
    tell(type=f"{type(got).__module__}.{type(got).__qualname__}", value=getattr(got, "__dict__", got), turns=turns)
    server.send_pyobj("123123123")
    left -= 1
server.close()
