# SPDX-License-Identifier: GPL-3.0-or-later
"""sleeper.py TYPE ADDRESS: connects with little room, and never reads, until it is killed."""
import time

from peer import args, socket, tell, zmq

sleeper = socket(getattr(zmq, args[0].upper()), RCVHWM=1, RCVBUF=4096)
if args[0] == "sub":
    sleeper.setsockopt(zmq.SUBSCRIBE, b"")
sleeper.connect(args[1])
tell(ready=True)
time.sleep(600)
