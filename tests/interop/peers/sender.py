# SPDX-License-Identifier: GPL-3.0-or-later
"""sender.py TYPE HOW ADDRESS SECONDS ID FRAME…: binds or connects, as HOW says, under the routing id
ID (none when empty), and sends the frames every so many seconds, until it is killed. Tells what it
gets meanwhile."""
import time

from peer import args, socket, tell, zmq

kind, how, address, seconds, routing_id = args[:5]
sender = socket(getattr(zmq, kind.upper()))
if routing_id:
    sender.routing_id = routing_id.encode()
if how == "bind":
    sender.bind(address)
    tell(bound=sender.getsockopt_string(zmq.LAST_ENDPOINT).rstrip("\0"))
else:
    sender.connect(address)
only_sends = kind in ("pub", "push")
while True:
    try:
        sender.send_multipart([frame.encode() for frame in args[5:]], zmq.NOBLOCK)
    except zmq.Again:
        pass
    if only_sends:
        time.sleep(float(seconds))
    elif sender.poll(float(seconds) * 1000):
        tell(got=[frame.decode("latin-1") for frame in sender.recv_multipart()])
