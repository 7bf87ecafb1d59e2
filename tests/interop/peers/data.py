# SPDX-License-Identifier: GPL-3.0-or-later
"""The class that the object channel carries."""


class zmqStruct:
    def __init__(self, cmd=0, data=None, desc=""):
        self.cmd = cmd
        self.data = data
        self.desc = desc
