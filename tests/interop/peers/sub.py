# SPDX-License-Identifier: GPL-3.0-or-later
"""sub.py ADDRESS PREFIX LAST: tells what comes, up to the message LAST."""
from peer import args, socket, tell, zmq

subscriber = socket(zmq.SUB, connect=args[:1])
subscriber.setsockopt_string(zmq.SUBSCRIBE, args[1])
got = []
while not got or got[-1] != args[2]:
    got.append(subscriber.recv_string())
tell(got=got)
