# SPDX-License-Identifier: GPL-3.0-or-later
"""req_client.py ADDRESS NAME COUNT: asks "NAME n", and tells the answers."""
from peer import args, socket, tell, zmq

client = socket(zmq.REQ, connect=args[:1])
replies = []
for n in range(int(args[2])):
    client.send_string(f"{args[1]} {n}")
    replies.append(client.recv_string())
tell(replies=replies)
