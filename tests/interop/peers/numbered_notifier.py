# SPDX-License-Identifier: GPL-3.0-or-later
"""numbered_notifier.py NUMBER…: once somebody subscribed, publishes notifications as Bitcoin Core does,
under these numbers."""
import struct

from peer import ANY_PORT, args, socket, tell, zmq

notifier = socket(zmq.XPUB, bind=ANY_PORT)
tell(subscribed=notifier.recv().hex())
for number in args:
    notifier.send_multipart([b"hashtx", bytes(range(32)), struct.pack("<I", int(number))])
notifier.recv()  # the goodbye
