// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/doctor.h"
#include "tests/support/session_fixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

namespace {

/// Finds what the test wants it to.
struct Script
{
    QList<Finding> findings;
    std::optional<qint64> againInMs;
    int looks = 0;
    QList<const Panel *> forgotten;
};

class ScriptedRule final : public Rule
{
public:
    explicit ScriptedRule(Script &script) : m_script(script) {}
    QString id() const override { return u"scripted"_s; }
    void examine(Examination &examination) override
    {
        ++m_script.looks;
        for (const Finding &finding : m_script.findings)
            examination.find(finding);
        if (m_script.againInMs)
            examination.lookAgainAt({examination.now().ns + *m_script.againInMs * 1'000'000});
    }
    void forget(const Panel &panel) override { m_script.forgotten.append(&panel); }

private:
    Script &m_script;
};

Finding finding(const QString &subject, Severity severity = Severity::Problem)
{
    Finding made;
    made.subject = subject;
    made.severity = severity;
    made.title = u"Title of "_s + subject;
    return made;
}

struct Fixture : SessionFixture
{
    Script script;
    std::unique_ptr<Doctor> doctor;

    Fixture()
    {
        Doctor::Rules rules;
        rules.push_back(std::make_unique<ScriptedRule>(script));
        doctor = std::make_unique<Doctor>(session, std::move(rules));
    }
    QStringList subjects() const
    {
        QStringList all;
        for (const Finding &found : doctor->findings())
            all.append(found.subject);
        return all;
    }
};

} // namespace

class TestDoctor : public QObject {
    Q_OBJECT
private slots:
    void looksWhenSomethingChanges();
    void restsWhenNothingDoes();
    void looksAgainWhenAsked();
    void worstComesFirst();
    void sameFindingKeepsItsNumber();
    void whatGoesIsResolved();
    void dismissedStaysAwayUntilItReturns();
    void fixIsApplied();
    void closedPanelHasNoFinding();
    void removedPanelIsForgotten();
};

void TestDoctor::looksWhenSomethingChanges()
{
    Fixture f;
    f.script.findings = {finding(u"a"_s)};
    SocketPanel *panel = f.open(bound(SocketType::Pull));
    QTRY_COMPARE(f.subjects(), QStringList{u"a"_s});
    const Finding found = f.doctor->findings().first();
    QCOMPARE(found.rule, u"scripted"_s);
    QCOMPARE(found.panel, panel);
    QVERIFY(found.number > 0);
    QVERIFY(found.since.ns > 0);
    f.script.findings = {finding(u"a"_s), finding(u"b"_s)};
    RawPeer raw = f.peerOf(panel, zmq::socket_type::push);
    QTRY_COMPARE(f.doctor->findings().size(), 2);
}

void TestDoctor::restsWhenNothingDoes()
{
    Fixture f;
    f.open(bound(SocketType::Pull));
    QTRY_VERIFY(f.script.looks > 0);
    QTest::qWait(2 * Doctor::delayMs + 100); // what was under way comes to rest
    const int before = f.script.looks;
    QTest::qWait(3 * Doctor::delayMs);
    QCOMPARE(f.script.looks, before);
}

void TestDoctor::looksAgainWhenAsked()
{
    Fixture f;
    f.script.againInMs = 20;
    f.open(bound(SocketType::Pull));
    QTRY_VERIFY(f.script.looks > 5);
}

void TestDoctor::worstComesFirst()
{
    Fixture f;
    f.script.findings = {finding(u"hint"_s, Severity::Hint), finding(u"problem"_s), finding(u"warning"_s, Severity::Warning)};
    f.open(bound(SocketType::Pull));
    QTRY_COMPARE(f.subjects(), (QStringList{u"problem"_s, u"warning"_s, u"hint"_s}));
}

void TestDoctor::sameFindingKeepsItsNumber()
{
    Fixture f;
    f.script.findings = {finding(u"a"_s)};
    f.open(bound(SocketType::Pull));
    QTRY_COMPARE(f.doctor->findings().size(), 1);
    const Finding before = f.doctor->findings().first();
    QSignalSpy changed(f.doctor.get(), &Doctor::changed);
    QSignalSpy found(f.doctor.get(), &Doctor::found);
    f.doctor->examineNow();
    QCOMPARE(changed.size(), 0);
    f.script.findings.first().cause = u"Now known."_s;
    f.doctor->examineNow();
    QCOMPARE(changed.size(), 1);
    QCOMPARE(found.size(), 0);
    const Finding after = f.doctor->findings().first();
    QCOMPARE(after.cause, u"Now known."_s);
    QCOMPARE(after.number, before.number);
    QCOMPARE(after.since, before.since);
}

void TestDoctor::whatGoesIsResolved()
{
    Fixture f;
    f.open(bound(SocketType::Pull));
    for (size_t i = 0; i < Doctor::maxResolved + 1; ++i) {
        f.script.findings = {finding(QString::number(i))};
        f.doctor->examineNow();
    }
    QCOMPARE(f.doctor->findings().size(), 1);
    QCOMPARE(f.doctor->resolved().size(), Doctor::maxResolved);
    f.script.findings.clear();
    f.doctor->examineNow();
    QVERIFY(f.doctor->findings().isEmpty());
    QCOMPARE(f.doctor->resolved().size(), Doctor::maxResolved);
    QCOMPARE(f.doctor->resolved().front().subject, QString::number(Doctor::maxResolved));
    QCOMPARE(f.doctor->resolved().back().subject, u"1"_s);
}

void TestDoctor::dismissedStaysAwayUntilItReturns()
{
    Fixture f;
    f.open(bound(SocketType::Pull));
    f.script.findings = {finding(u"a"_s)};
    f.doctor->examineNow();
    f.doctor->dismiss(f.doctor->findings().first().number);
    f.doctor->examineNow();
    QVERIFY(f.doctor->findings().isEmpty());
    QCOMPARE(f.doctor->dismissedCount(), 1);
    f.doctor->restoreDismissed();
    QCOMPARE(f.doctor->findings().size(), 1);
    f.doctor->dismiss(f.doctor->findings().first().number);
    f.script.findings.clear();
    f.doctor->examineNow();
    QCOMPARE(f.doctor->dismissedCount(), 0);
    f.script.findings = {finding(u"a"_s)};
    f.doctor->examineNow();
    QCOMPARE(f.doctor->findings().size(), 1);
}

void TestDoctor::fixIsApplied()
{
    Fixture f;
    f.open(bound(SocketType::Pull));
    int applied = 0;
    Finding broken = finding(u"a"_s);
    broken.fixes = {{u"Mend"_s, u"Mends it."_s, [&]() -> Result<void> {
                         ++applied;
                         f.script.findings.clear();
                         return {};
                     }}};
    f.script.findings = {broken};
    f.doctor->examineNow();
    const quint64 number = f.doctor->findings().first().number;
    QVERIFY(!f.doctor->apply(number, 1).ok());
    QVERIFY(f.doctor->apply(number, 0).ok());
    QCOMPARE(applied, 1);
    QTRY_VERIFY(f.doctor->findings().isEmpty());
    QCOMPARE(f.doctor->apply(number, 0).error().code, ErrorCode::NotFound);
    QCOMPARE(applied, 1);
}

void TestDoctor::closedPanelHasNoFinding()
{
    Fixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pull));
    f.script.findings = {finding(u"a"_s)};
    f.doctor->examineNow();
    QCOMPARE(f.doctor->findings().size(), 1);
    panel->close();
    QTRY_VERIFY(f.doctor->findings().isEmpty());
}

void TestDoctor::removedPanelIsForgotten()
{
    Fixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pull));
    f.script.findings = {finding(u"a"_s)};
    f.doctor->examineNow();
    f.session.close(panel);
    QVERIFY(f.doctor->findings().isEmpty());
    QVERIFY(f.script.forgotten.contains(panel));
    f.doctor->examineNow();
    QVERIFY(f.doctor->findings().isEmpty());
}

QTEST_GUILESS_MAIN(TestDoctor)
#include "tst_doctor.moc"
