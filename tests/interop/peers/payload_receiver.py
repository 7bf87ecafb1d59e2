# SPDX-License-Identifier: GPL-3.0-or-later
"""payload_receiver.py FORMAT EXPRESSION…: takes as many values in the format, and tells of each
whether it equals that of the expression."""
import payload_formats
from peer import ANY_PORT, args, socket, tell, zmq

receive = payload_formats.receiver(args[0])
sink = socket(zmq.PULL, bind=ANY_PORT)
for text in args[1:]:
    try:
        got = receive(sink)
        wanted = payload_formats.value_of(text)
        equal = payload_formats.same(got, wanted)
        tell(verdict="ok" if equal else f"got {got!r} {getattr(got, '__dict__', '')}, not {wanted!r}")
    except Exception as error:
        tell(verdict=f"{type(error).__name__}: {error}")
