# SPDX-License-Identifier: GPL-3.0-or-later
"""push_client.py COUNT: pushes "line n" to whoever connects."""
from peer import ANY_PORT, args, socket, tell, zmq

client = socket(zmq.PUSH, bind=ANY_PORT)
for n in range(int(args[0])):
    client.send_string(f"line {n}")
tell(sent=int(args[0]))
client.close()
zmq.Context.instance().term()
