# SPDX-License-Identifier: GPL-3.0-or-later
"""payload_sender.py FORMAT EXPRESSION…: sends the value of each expression in the format."""
import payload_formats
from peer import ANY_PORT, args, socket, zmq

send = payload_formats.sender(args[0])
source = socket(zmq.PUSH, bind=ANY_PORT)
for text in args[1:]:
    send(source, payload_formats.value_of(text))
