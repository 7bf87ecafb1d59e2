# SPDX-License-Identifier: GPL-3.0-or-later
"""rep_server.py BIND REPLIES: answers "server response", REPLIES times; takes one more, and is silent."""
from peer import args, socket, tell, zmq

server = socket(zmq.REP, bind=args[0])
for _ in range(int(args[1])):
    tell(request=server.recv_string())
    server.send_string("server response")
tell(unanswered=server.recv_string())
