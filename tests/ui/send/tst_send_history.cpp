// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/send/send_history.h"

#include <QtTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;

namespace {

SendDraft draftOf(const QString &text)
{
    SendDraft draft;
    draft.frames = {FrameDraft{u"text"_s, text}};
    return draft;
}

QString textOf(const SendDraft *draft)
{
    return draft ? draft->frames.first().text : u"(none)"_s;
}

} // namespace

class SendHistoryTest : public QObject
{
    Q_OBJECT

private slots:
    void stepsBackAndForthAndEndsAtWhatWasPutAside()
    {
        SendHistory history;
        history.add(draftOf(u"1"_s));
        history.add(draftOf(u"2"_s));
        const SendDraft typing = draftOf(u"typing"_s);
        QCOMPARE(textOf(history.older(typing)), u"2"_s);
        QCOMPARE(textOf(history.older(typing)), u"1"_s);
        QCOMPARE(textOf(history.older(typing)), u"(none)"_s);
        QCOMPARE(textOf(history.newer()), u"2"_s);
        QCOMPARE(textOf(history.newer()), u"typing"_s);
        QCOMPARE(textOf(history.newer()), u"(none)"_s);
    }

    void theFirstStepAfterSendingShowsTheOneBefore()
    {
        SendHistory history;
        history.add(draftOf(u"1"_s));
        history.add(draftOf(u"2"_s));
        QCOMPARE(textOf(history.older(draftOf(u"2"_s))), u"1"_s);
    }

    void theSameTwiceIsKeptOnce()
    {
        SendHistory history;
        history.add(draftOf(u"1"_s));
        history.add(draftOf(u"1"_s));
        QCOMPARE(history.entries().size(), std::size_t(1));
        history.add(draftOf(u"2"_s));
        history.add(draftOf(u"1"_s));
        QCOMPARE(history.entries().size(), std::size_t(3));
    }

    void theNumberIsBounded()
    {
        SendHistory history;
        for (std::size_t i = 0; i < SendHistory::maxEntries; ++i)
            history.add(draftOf(QString::number(i)));
        QCOMPARE(history.entries().size(), SendHistory::maxEntries);
        QCOMPARE(textOf(&history.entries().front()), u"0"_s);
        history.add(draftOf(u"one more"_s));
        QCOMPARE(history.entries().size(), SendHistory::maxEntries);
        QCOMPARE(textOf(&history.entries().front()), u"1"_s);
    }

    void theSizeIsBounded()
    {
        SendHistory history;
        const QString half(SendHistory::maxCharacters / 2, u'x');
        history.add(draftOf(half.left(half.size() - 100)));
        history.add(draftOf(half.left(half.size() - 101)));
        QCOMPARE(history.entries().size(), std::size_t(2));
        history.add(draftOf(half));
        QCOMPARE(history.entries().size(), std::size_t(2)); // the oldest went
        history.add(draftOf(half + half));
        QCOMPARE(history.entries().size(), std::size_t(1)); // the newest always stays
    }

    void theSummaryIsOneShortLine()
    {
        SendDraft draft;
        draft.topic = u"weather"_s;
        draft.frames = {FrameDraft{u"text"_s, u"a\nb"_s}, FrameDraft{u"hex"_s, QString(5000, u'0')}};
        const QString line = SendHistory::summary(draft);
        QVERIFY(line.startsWith(u"weather"_s));
        QVERIFY(!line.contains(u'\n'));
        QVERIFY(line.size() <= 200);
        QVERIFY(!SendHistory::summary(SendDraft{}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(SendHistoryTest)
#include "tst_send_history.moc"
