// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/send/sequence_dialog.h"

#include "core/automation/panel_automation.h"
#include "core/automation/sequence_run.h"
#include "core/panel/session.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QtTest>

#include <limits>

using namespace zmqscope;
using namespace Qt::StringLiterals;

namespace {

SocketPanel *makePub(Session &session)
{
    PanelConfig config;
    config.side.type = SocketType::Pub;
    config.side.endpoints = {Endpoint{EndpointRole::Bind, u"tcp://127.0.0.1:*"_s}};
    auto *panel = qobject_cast<SocketPanel *>(session.create(config));
    if (!panel->open())
        qFatal("cannot open");
    return panel;
}

/// The field that the label of this text belongs to.
template <typename Field>
Field *fieldOf(QDialog &dialog, const QString &label)
{
    for (QLabel *candidate : dialog.findChildren<QLabel *>()) {
        if (candidate->text().remove(u'&') == label)
            return qobject_cast<Field *>(candidate->buddy());
    }
    return nullptr;
}

QPushButton *button(QDialog &dialog, const QString &text)
{
    for (QPushButton *candidate : dialog.findChildren<QPushButton *>()) {
        if (candidate->text().remove(u'&') == text)
            return candidate;
    }
    return nullptr;
}

} // namespace

class SequenceDialogTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }

    void theNumberedHundredIsOneClick()
    {
        Session session;
        SocketPanel *pub = makePub(session);
        auto *dialog = new SequenceDialog(*pub, nullptr);
        dialog->show();
        QVERIFY(button(*dialog, u"Start"_s));
        button(*dialog, u"Start"_s)->click();
        QTRY_COMPARE(pub->counters().sent, 100);
        QTRY_VERIFY(button(*dialog, u"Start"_s));
        QVERIFY(pub->config().sequence.has_value());
        delete dialog;
    }

    void aRunIsStopped()
    {
        Session session;
        SocketPanel *pub = makePub(session);
        QWidget owner;
        auto *dialog = new SequenceDialog(*pub, &owner);
        dialog->show();
        fieldOf<QSpinBox>(*dialog, u"Messages"_s)->setValue(0); // endless
        QCOMPARE(pub->config().sequence->to, std::numeric_limits<qint64>::max());
        button(*dialog, u"Start"_s)->click();
        QTRY_VERIFY(pub->counters().sent > 100);
        QTRY_VERIFY(button(*dialog, u"Stop"_s));
        button(*dialog, u"Stop"_s)->click();
        QVERIFY(!PanelAutomation::of(*pub)->sequence().isRunning());
        QTRY_VERIFY(button(*dialog, u"Start"_s));
    }

    void countAndEndFollowEachOther()
    {
        Session session;
        SocketPanel *pub = makePub(session);
        QWidget owner;
        auto *dialog = new SequenceDialog(*pub, &owner);
        auto *from = fieldOf<QSpinBox>(*dialog, u"From"_s);
        auto *to = fieldOf<QSpinBox>(*dialog, u"Up to"_s);
        auto *step = fieldOf<QSpinBox>(*dialog, u"Step"_s);
        auto *count = fieldOf<QSpinBox>(*dialog, u"Messages"_s);
        QVERIFY(from && to && step && count);
        QCOMPARE(count->value(), 100);
        count->setValue(3);
        QCOMPARE(to->value(), 2);
        step->setValue(10);
        QCOMPARE(count->value(), 1);
        to->setValue(95);
        QCOMPARE(count->value(), 10);
        step->setValue(-1);
        QVERIFY(!button(*dialog, u"Start"_s)->isEnabled());
        from->setValue(100);
        QCOMPARE(count->value(), 6);
        QVERIFY(button(*dialog, u"Start"_s)->isEnabled());
        const SequenceConfig saved = *pub->config().sequence;
        QCOMPARE(saved.from, 100);
        QCOMPARE(saved.to, 95);
        QCOMPARE(saved.step, -1);
    }

    void whatAProfileHoldsIsShownAndKept()
    {
        Session session;
        SocketPanel *pub = makePub(session);
        SequenceConfig config;
        config.text = u"{\"n\": {n}}"_s;
        config.codec = u"json"_s;
        config.to = std::numeric_limits<qint64>::max();
        config.intervalMs = 250;
        config.startWithPanel = true;
        pub->setSequence(config);
        QWidget owner;
        auto *dialog = new SequenceDialog(*pub, &owner);
        QCOMPARE(fieldOf<QSpinBox>(*dialog, u"Interval"_s)->value(), 250);
        QCOMPARE(fieldOf<QSpinBox>(*dialog, u"Messages"_s)->value(), 0);
        QVERIFY(dialog->findChild<QCheckBox *>()->isChecked());
        fieldOf<QSpinBox>(*dialog, u"Interval"_s)->setValue(300);
        config.intervalMs = 300;
        QCOMPARE(*pub->config().sequence, config);
    }

    void aTextThatCannotBeEncodedCannotBeStarted()
    {
        Session session;
        SocketPanel *pub = makePub(session);
        QWidget owner;
        auto *dialog = new SequenceDialog(*pub, &owner);
        fieldOf<QLineEdit>(*dialog, u"Text"_s)->setText(u"\\q"_s);
        QVERIFY(!button(*dialog, u"Start"_s)->isEnabled());
        fieldOf<QLineEdit>(*dialog, u"Text"_s)->setText(u"fine {n}"_s);
        QVERIFY(button(*dialog, u"Start"_s)->isEnabled());
    }
};

QTEST_MAIN(SequenceDialogTest)
#include "tst_sequence_dialog.moc"
