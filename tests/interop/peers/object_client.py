# SPDX-License-Identifier: GPL-3.0-or-later
"""object_client.py [ADDRESS]: for every pickle protocol, tells the bytes of a zmqStruct; with an
address, sends it there and tells what comes back."""
import base64
import pickle

from data import zmqStruct
from peer import args, socket, tell, zmq

client = socket(zmq.REQ, connect=args)
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    thing = zmqStruct(cmd=protocol, data=None, desc="你好")
    tell(pickle=base64.b64encode(pickle.dumps(thing, protocol)).decode())
    if args:
        client.send_pyobj(thing, protocol=protocol)
        tell(reply=client.recv_pyobj())
