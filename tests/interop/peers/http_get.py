# SPDX-License-Identifier: GPL-3.0-or-later
"""http_get.py PORT [tls]: asks for a web page where there is none."""
import http.client
import ssl

from peer import args, tell

port = int(args[0])
if args[1:] == ["tls"]:
    client = http.client.HTTPSConnection("127.0.0.1", port, timeout=50, context=ssl._create_unverified_context())
else:
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=50)
try:
    client.request("GET", "/")
    tell(asked=True)
    client.getresponse()
except OSError as error:
    tell(error=str(error))
except http.client.HTTPException as error:
    tell(error=str(error))
