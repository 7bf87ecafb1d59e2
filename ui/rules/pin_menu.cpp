// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/pin_menu.h"

#include "core/base/text_escapes.h"
#include "core/panel/message_reader.h"
#include "core/panel/panel.h"
#include "ui/inspector/frame_view.h"
#include "ui/inspector/inspector.h"
#include "ui/rules/rules_dialog.h"
#include "ui/theme/theme.h"

#include <QMenu>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// Longer topics make no useful rule, and no readable menu.
constexpr qsizetype maxTopicBytes = 255;
constexpr qsizetype shownTopicChars = 30;

/// For a menu, where an ampersand would mark a key.
QString menuText(QString text)
{
    return text.replace(u'&', u"&&"_s);
}

} // namespace

PinMenu::PinMenu(MessageReader &reader, Inspector &inspector, QObject *parent)
    : QObject(parent), m_reader(reader), m_inspector(inspector), m_menu(inspector.frameView().pinMenu())
{
    m_menu->setToolTipsVisible(true);
    connect(m_menu, &QMenu::aboutToShow, this, &PinMenu::fill);
}

QByteArray PinMenu::topicOf(const MessageView &message) const
{
    const QByteArrayView first = m_reader.subjectOf(message, 0).topic;
    QByteArray topic;
    if (patternOf(Envelope::socketOf(m_reader.panel(), message)) == Pattern::PublishSubscribe) {
        if (message.frames.count() > 1)
            return first.size() <= maxTopicBytes ? first.toByteArray() : QByteArray();
        // Topic and body in one frame: only the prefixes a person asked for tell where one ends.
        for (const QByteArray &prefix : m_reader.panel().channels().first()->config().subscriptions) {
            if (prefix.size() > topic.size() && first.startsWith(prefix))
                topic = prefix;
        }
    }
    return topic;
}

void PinMenu::offer(const QString &text, const ReadingRule &rule)
{
    m_menu->addAction(menuText(text), this, [this, rule] {
        m_reader.panel().setReadingRules(withPinned(m_reader.panel().readingRules(), rule));
    });
}

void PinMenu::fill()
{
    m_menu->clear();
    const std::optional<MessageView> message = m_reader.panel().store().at(m_inspector.message());
    const int frame = m_inspector.frameNumber();
    if (message && frame >= 0 && frame < message->frames.count()) {
        const CodecPtr codec = m_inspector.frameView().reading().codec;
        m_menu->addSection(menuText(tr("Always read as %1").arg(codec->name())));
        ReadingRule rule;
        rule.codec = codec->id();
        const RuleSubject subject = m_reader.subjectOf(*message, frame);
        if (!subject.frameName.isEmpty()) {
            ReadingRule named = rule;
            named.protocol = subject.protocol;
            named.frameName = subject.frameName;
            const QString protocol = m_reader.registry().find(subject.protocol)->name;
            offer(tr("“%1” of %2").arg(subject.frameName, protocol), named);
        }
        const QByteArray topic = topicOf(*message);
        ReadingRule numbered = rule;
        numbered.frame = frame;
        if (!topic.isEmpty()) {
            const QString shown = previewText(topic, shownTopicChars);
            ReadingRule ofTopic = numbered;
            ofTopic.topic = topic;
            offer(tr("Frame %1 with topic %2…").arg(frame + 1).arg(shown), ofTopic);
            ofTopic.frame = {};
            offer(tr("All frames with topic %1…").arg(shown), ofTopic);
        }
        offer(tr("Frame %1 of this panel").arg(frame + 1), numbered);
        if (frame > 0 && frame == message->frames.count() - 1) {
            ReadingRule last = rule;
            last.frame = -1;
            offer(tr("Last frame of this panel"), last);
        }
        offer(tr("All frames of this panel"), rule);
        m_menu->addSeparator();
        if (const ReadingRules::Entry *applied = m_reader.rules().find(subject)) {
            const ReadingRule used = applied->rule;
            m_menu->addAction(theme::icon("remove"_L1), menuText(tr("Remove the rule “%1”").arg(used.text())), this, [this, used] {
                QList<ReadingRule> rules = m_reader.panel().readingRules();
                rules.removeOne(used);
                m_reader.panel().setReadingRules(rules);
            });
        }
    } else {
        m_menu->addAction(tr("The message is no longer in the log"))->setEnabled(false);
    }
    m_menu->addAction(theme::icon("settings"_L1), tr("&Rules of this panel…"), this,
                      [this] { RulesDialog::present(m_reader.panel(), &m_inspector); });
}

QList<ReadingRule> withPinned(const QList<ReadingRule> &rules, const ReadingRule &rule)
{
    QList<ReadingRule> result{rule};
    for (const ReadingRule &other : rules) {
        ReadingRule same = other;
        same.codec = rule.codec;
        if (!(same == rule))
            result.append(other);
    }
    return result;
}

} // namespace zmqscope
