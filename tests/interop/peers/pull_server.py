# SPDX-License-Identifier: GPL-3.0-or-later
"""pull_server.py COUNT: tells each of the first COUNT messages."""
from peer import ANY_PORT, args, socket, tell, zmq

server = socket(zmq.PULL, bind=ANY_PORT)
for _ in range(int(args[0])):
    tell(got=server.recv_string())
