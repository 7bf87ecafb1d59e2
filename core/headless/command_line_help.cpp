// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/headless/command_line.h"

#include <QCoreApplication>

namespace zmqscope {

QString commandLineHelp()
{
    return QCoreApplication::translate("zmqscope::CommandLine",
        "ZmqScope shows and sends ZeroMQ messages.\n"
        "\n"
        "  zmqscope                                   the window, empty\n"
        "  zmqscope feed.zmqscope                     the window, with a profile\n"
        "  zmqscope sub tcp://localhost:5556          the window, with one panel\n"
        "  zmqscope ... --headless                    no window: one JSON line a message\n"
        "\n"
        "TRY IT, in two terminals:\n"
        "  zmqscope rep tcp://*:5556 --reply \"server response\" --headless\n"
        "  zmqscope req tcp://localhost:5556 --send hello --headless --count 2\n"
        "\n"
        "  zmqscope sub tcp://localhost:5556 --topic a --topic b\n"
        "  zmqscope pull --bind tcp://*:5566 --headless --count 100 --seconds 10\n"
        "  seq 100 | zmqscope push --bind tcp://*:5000 --headless --count 100\n"
        "  zmqscope sub tcp://localhost:5556 --headless | jq .frames\n"
        "\n"
        "ONE PANEL: zmqscope TYPE [ADDRESS...]\n"
        "  TYPE               req rep pub sub xpub xsub push pull dealer router pair stream\n"
        "  ADDRESS            connected to, unless it can only be bound: tcp://*:5556\n"
        "  --bind ADDRESS     listens there; may be repeated and mixed with --connect\n"
        "  --connect ADDRESS  connects to it\n"
        "  --topic PREFIX     SUB, XSUB: what to subscribe to; everything when left out\n"
        "  --option NAME=VALUE  a socket option of zmq_setsockopt(3): --option RCVHWM=1000\n"
        "  --reply TEXT       REP, ROUTER: answers each request with it\n"
        "\n"
        "WITHOUT A WINDOW: --headless\n"
        "  Each message that comes or goes is one line on standard output:\n"
        "  {\"panel\":\"SUB tcp://localhost:5556\",\"n\":1,\"time\":\"2026-01-31T12:00:00.123456789Z\",\n"
        "   \"dir\":\"in\",\"peer\":\"127.0.0.1:41234\",\"frames\":[{\"text\":\"a\"},{\"base64\":\"/wA=\"}]}\n"
        "  A frame is text when it is UTF-8, else base64. Everything else goes to standard error.\n"
        "\n"
        "  --send TEXT        sends a message; may be repeated; \\n, \\x00, \\u4f60 are escapes\n"
        "  standard input     each line is sent as a message, byte by byte as it stands\n"
        "                     With a profile, its first panel that can send does both. REQ and REP\n"
        "                     send when it is their turn; PUB waits a second for a subscriber.\n"
        "  --count N          ends after N messages, sent and received together\n"
        "  --seconds S        ends after S seconds\n"
        "  Ctrl+C             ends after all that was received is printed\n"
        "\n"
        "  Before it ends, what was sent goes out: it waits for a peer, up to --seconds.\n"
        "\n"
        "EXIT CODE\n"
        "  0  the count was reached or none was asked for; the reader of the output went away\n"
        "  1  something failed; standard error says what\n"
        "  2  wrong usage\n"
        "  3  the time ran out before the count was reached\n"
        "\n"
        "MORE\n"
        "  --demo OUT.png     runs the six examples for a moment, prints what each panel sent and\n"
        "                     received, and saves a picture of the window\n"
        "  --version          the versions of ZmqScope and libzmq\n"
        "  --help             this text\n");
}

} // namespace zmqscope
