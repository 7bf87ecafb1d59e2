# SPDX-License-Identifier: GPL-3.0-or-later
"""scheduler_master.py SLAVES: once so many have connected, sends str(0) … str(99)."""
from zmq.utils.monitor import recv_monitor_message

from peer import ANY_PORT, args, socket, tell, zmq

master = zmq.Context.instance().socket(zmq.PUSH)
monitor = master.get_monitor_socket(zmq.EVENT_HANDSHAKE_SUCCEEDED)
master.bind(ANY_PORT)
tell(bound=master.getsockopt_string(zmq.LAST_ENDPOINT).rstrip("\0"))
for _ in range(int(args[0])):
    recv_monitor_message(monitor)
for i in range(100):
    master.send_string(str(i))
tell(sent=100)
master.disable_monitor()
monitor.close()
master.close(linger=5000)
zmq.Context.instance().term()
