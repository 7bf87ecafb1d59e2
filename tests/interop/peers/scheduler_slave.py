# SPDX-License-Identifier: GPL-3.0-or-later
"""scheduler_slave.py ADDRESS COUNT: takes COUNT tasks without blocking, and hands them to ten threads."""
import time
from concurrent.futures import ThreadPoolExecutor

from peer import args, socket, tell, zmq


def task(number):
    time.sleep(0.05)
    return number


slave = socket(zmq.PULL, connect=args[:1])
tasks = []
with ThreadPoolExecutor(10) as pool:
    while len(tasks) < int(args[1]):
        try:
            tasks.append(pool.submit(task, int(slave.recv_string(zmq.NOBLOCK))))
        except zmq.Again:
            time.sleep(0.005)
tell(done=[each.result() for each in tasks])
