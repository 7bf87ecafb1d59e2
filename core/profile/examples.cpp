// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/profile/examples.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

/// Linkers leave the resources of a static library out unless they are asked for, by a function
/// outside of any namespace.
static void useExampleResources()
{
    Q_INIT_RESOURCE(examples);
}

namespace zmqscope {

namespace {

Example example(const QString &id, const char *title, const char *summary)
{
    return {id, QCoreApplication::translate("zmqscope::Example", title),
            QCoreApplication::translate("zmqscope::Example", summary), QString(u":/examples/" + id + u".zmqscope")};
}

} // namespace

QList<Example> examples()
{
    useExampleResources();
    return {
        example(u"request-reply"_s, QT_TRANSLATE_NOOP("zmqscope::Example", "Request and reply"),
                QT_TRANSLATE_NOOP("zmqscope::Example", "A REQ asks and a REP answers, strictly in turn.")),
        example(u"object-channel"_s, QT_TRANSLATE_NOOP("zmqscope::Example", "Object channel"),
                QT_TRANSLATE_NOOP("zmqscope::Example", "Python objects as pickles, asked for and answered.")),
        example(u"publish-subscribe"_s, QT_TRANSLATE_NOOP("zmqscope::Example", "Publish and subscribe"),
                QT_TRANSLATE_NOOP("zmqscope::Example", "One PUB, and two SUBs with different topic prefixes.")),
        example(u"event-broadcast"_s, QT_TRANSLATE_NOOP("zmqscope::Example", "Event broadcast"),
                QT_TRANSLATE_NOOP("zmqscope::Example", "A PUB without any pause floods two SUBs.")),
        example(u"pipeline"_s, QT_TRANSLATE_NOOP("zmqscope::Example", "Pipeline"),
                QT_TRANSLATE_NOOP("zmqscope::Example", "PUSH to PULL, through a bridge that works in the middle.")),
        example(u"scheduler"_s, QT_TRANSLATE_NOOP("zmqscope::Example", "Scheduler"),
                QT_TRANSLATE_NOOP("zmqscope::Example", "One PUSH hands a hundred numbered tasks to four workers.")),
    };
}

} // namespace zmqscope
