// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/reading_rule.h"

#include "core/base/text_escapes.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// Longer topics are cut in a rule's text.
constexpr qsizetype shownTopicChars = 40;

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("zmqscope::ReadingRule", text, nullptr, n);
}

QString frameText(int frame)
{
    if (frame == -1)
        return tr("last frame");
    return frame < 0 ? tr("frame %1 from the last").arg(-frame) : tr("frame %1").arg(frame + 1);
}

} // namespace

bool ReadingRule::appliesTo(const RuleSubject &subject) const
{
    if (frame && (*frame < 0 ? subject.frames + *frame : *frame) != subject.frame)
        return false;
    if (frames && *frames != subject.frames)
        return false;
    if (topic && !subject.topic.startsWith(*topic))
        return false;
    if (!protocol.isEmpty() && protocol != subject.protocol)
        return false;
    return frameName.isEmpty() || frameName == subject.frameName;
}

QString ReadingRule::text() const
{
    QStringList parts;
    if (!frameName.isEmpty())
        parts += tr("frame “%1”").arg(frameName);
    if (frame)
        parts += frameText(*frame);
    if (parts.isEmpty())
        parts += tr("all frames");
    if (frames)
        parts += (*frames == 1 ? tr("messages of one frame") : tr("messages of %1 frames").arg(*frames));
    if (topic)
        parts += tr("topic %1…").arg(previewText(*topic, shownTopicChars));
    if (!protocol.isEmpty())
        parts += tr("messages of %1").arg(protocol);
    return parts.join(u", "_s);
}

} // namespace zmqscope
