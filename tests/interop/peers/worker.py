# SPDX-License-Identifier: GPL-3.0-or-later
"""worker.py FROM TO: passes each message on, until it is killed."""
from peer import args, socket, zmq

source = socket(zmq.PULL, connect=args[:1])
target = socket(zmq.PUSH, connect=args[1:2])
while True:
    target.send_multipart(source.recv_multipart())
