# SPDX-License-Identifier: GPL-3.0-or-later
"""event_master.py MODE SECONDS COUNT: publishes numbered events without any sleep, for so long and so many
at most, once somebody subscribed. MODE: drop (as PUB does), nodrop (waits at the high-water mark),
unbounded (no mark)."""
import time

from peer import ANY_PORT, args, socket, tell, zmq

options = {"drop": {}, "nodrop": {"XPUB_NODROP": 1}, "unbounded": {"SNDHWM": 0}}[args[0]]
master = socket(zmq.XPUB, bind=ANY_PORT, **options)
master.recv()
end = time.monotonic() + float(args[1])
count = int(args[2])
n = 0
while n < count and time.monotonic() < end:
    master.send_pyobj({"event": "突发事件A", "key": "A", "n": n}, protocol=4)
    n += 1
tell(sent=n)
master.recv()  # the goodbye: what is queued goes out first
