# SPDX-License-Identifier: GPL-3.0-or-later
"""pub.py LINE…: once somebody subscribed, sends each line."""
from peer import ANY_PORT, args, socket, tell, zmq

publisher = socket(zmq.XPUB, bind=ANY_PORT)
tell(subscribed=publisher.recv().hex())
for line in args:
    publisher.send_string(line)
publisher.recv()  # the goodbye
