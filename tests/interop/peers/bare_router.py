# SPDX-License-Identifier: GPL-3.0-or-later
"""bare_router.py: answers each request as many a ROUTER program does, without the empty frame."""
from peer import ANY_PORT, socket, tell, zmq

router = socket(zmq.ROUTER, bind=ANY_PORT)
while True:
    routing_id, *frames = router.recv_multipart()
    tell(request=frames[-1].decode())
    router.send_multipart([routing_id, b"answer"])
