// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/message_reader.h"
#include "tests/ui/inspector/stored_panel.h"
#include "ui/inspector/frame_view.h"
#include "ui/inspector/inspector.h"
#include "ui/rules/pin_menu.h"

#include <QAction>
#include <QMenu>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

class TestPinMenu : public QObject
{
    Q_OBJECT
private slots:
    void offersWhatFitsTheFrame();
    void pinsAndTakesBack();
    void namesFramesOfAProtocol();
    void saysWhenTheMessageIsGone();
    void newestRuleGoesFirst();

private:
    /// A panel with an inspector and its menu.
    struct Shown
    {
        explicit Shown(PanelWorld &world, SocketType type)
            : panel(world, type), reader(panel, ProtocolRegistry::builtin()), inspector(panel), menu(reader, inspector, nullptr)
        {
            inspector.resize(600, 500);
            inspector.show();
        }
        void show(const QList<QByteArray> &frames) { inspector.showMessage(panel.add(frames)); }
        QStringList texts()
        {
            emit inspector.frameView().pinMenu()->aboutToShow();
            QStringList texts;
            for (const QAction *action : inspector.frameView().pinMenu()->actions()) {
                if (!action->text().isEmpty())
                    texts += action->text();
            }
            return texts;
        }
        void choose(const QString &text)
        {
            emit inspector.frameView().pinMenu()->aboutToShow();
            for (QAction *action : inspector.frameView().pinMenu()->actions()) {
                if (action->text() == text)
                    return action->trigger();
            }
            QFAIL(qPrintable(text));
        }

        StoredPanel panel;
        MessageReader reader;
        Inspector inspector;
        PinMenu menu;
    };

    PanelWorld m_world;
};

void TestPinMenu::offersWhatFitsTheFrame()
{
    Shown shown(m_world, SocketType::Sub);
    shown.show({"tick&tock", "{\"a\": 1}"});
    QCOMPARE(shown.inspector.frameNumber(), 1);
    QCOMPARE(shown.texts(),
             (QStringList{u"Always read as JSON"_s, u"Frame 2 with topic tick&&tock…"_s, u"All frames with topic tick&&tock…"_s,
                          u"Frame 2 of this panel"_s, u"Last frame of this panel"_s, u"All frames of this panel"_s,
                          u"&Rules of this panel…"_s}));
    shown.show({"one frame"});
    QCOMPARE(shown.texts(), (QStringList{u"Always read as Text"_s, u"Frame 1 of this panel"_s, u"All frames of this panel"_s,
                                         u"&Rules of this panel…"_s}));
}

void TestPinMenu::pinsAndTakesBack()
{
    Shown shown(m_world, SocketType::Sub);
    shown.show({"tick", "{\"a\": 1}"});
    shown.choose(u"Frame 2 with topic tick…"_s);
    ReadingRule expected;
    expected.codec = u"json"_s;
    expected.frame = 1;
    expected.topic = "tick";
    QCOMPARE(shown.panel.readingRules(), QList<ReadingRule>{expected});
    shown.choose(u"Remove the rule “frame 2, topic tick…”"_s);
    QVERIFY(shown.panel.readingRules().isEmpty());
}

void TestPinMenu::namesFramesOfAProtocol()
{
    Shown shown(m_world, SocketType::Router);
    const auto labels = [&](const MessageView &message) { return shown.reader.labelsOf(message); };
    shown.inspector.setLabels(labels);
    shown.show({"id", "<IDS|MSG>", "", "{}", "{}", "{}", "{\"a\": 1}"});
    QCOMPARE(shown.inspector.frameNumber(), 6); // the content is shown first
    shown.choose(u"“content” of Jupyter messaging"_s);
    QCOMPARE(shown.panel.readingRules().size(), 1);
    QCOMPARE(shown.panel.readingRules()[0].protocol, u"jupyter"_s);
    QCOMPARE(shown.panel.readingRules()[0].frameName, u"content"_s);
}

void TestPinMenu::saysWhenTheMessageIsGone()
{
    Shown shown(m_world, SocketType::Sub);
    QCOMPARE(shown.texts().first(), u"The message is no longer in the log"_s);
    shown.show({"x"});
    shown.panel.clear();
    QCOMPARE(shown.texts(), (QStringList{u"The message is no longer in the log"_s, u"&Rules of this panel…"_s}));
}

void TestPinMenu::newestRuleGoesFirst()
{
    ReadingRule one;
    one.codec = u"hex"_s;
    one.frame = 1;
    ReadingRule other;
    other.codec = u"json"_s;
    ReadingRule again = one;
    again.codec = u"text"_s;
    QCOMPARE(withPinned({one, other}, again), (QList<ReadingRule>{again, other}));
    QCOMPARE(withPinned({other}, one), (QList<ReadingRule>{one, other}));
}

QTEST_MAIN(TestPinMenu)
#include "tst_pin_menu.moc"
