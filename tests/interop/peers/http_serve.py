# SPDX-License-Identifier: GPL-3.0-or-later
"""http_serve.py: a web server where a ZeroMQ program is expected."""
import http.server

import peer


class Quiet(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
peer.tell(bound="tcp://127.0.0.1:%d" % server.server_address[1])
server.serve_forever()
