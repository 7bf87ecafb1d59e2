# SPDX-License-Identifier: GPL-3.0-or-later
"""listener.py ADDRESS PREFIX…: subscribes, and tells each message it gets, until it is killed."""
from peer import args, socket, tell, zmq

subscriber = socket(zmq.SUB)
for prefix in args[1:]:
    subscriber.setsockopt(zmq.SUBSCRIBE, prefix.encode())
subscriber.connect(args[0])
tell(ready=True)
while True:
    tell(got=[frame.decode("latin-1") for frame in subscriber.recv_multipart()])
