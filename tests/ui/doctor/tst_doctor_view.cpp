// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/doctor.h"
#include "tests/support/session_fixture.h"
#include "ui/doctor/doctor_view.h"
#include "ui/doctor/finding_details.h"
#include "ui/doctor/finding_model.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

namespace {

QList<Finding> scripted;

class ScriptedRule final : public Rule {
public:
    QString id() const override { return u"scripted"_s; }
    void examine(Examination &examination) override
    {
        for (const Finding &finding : scripted)
            examination.find(finding);
    }
};

Finding finding(const QString &title, Severity severity = Severity::Problem)
{
    Finding made;
    made.subject = made.title = title;
    made.severity = severity;
    made.cause = u"Cause of "_s + title;
    return made;
}

struct Fixture : SessionFixture {
    SocketPanel *panel = open(bound(SocketType::Pull));
    std::unique_ptr<Doctor> doctor;
    std::unique_ptr<DoctorView> view;

    Fixture()
    {
        scripted.clear();
        Doctor::Rules rules;
        rules.push_back(std::make_unique<ScriptedRule>());
        doctor = std::make_unique<Doctor>(session, std::move(rules));
        view = std::make_unique<DoctorView>(*doctor);
        view->resize(900, 300);
        view->show();
    }
    void find(const QList<Finding> &findings)
    {
        scripted = findings;
        doctor->examineNow();
    }
    QListView &list() const { return *view->findChild<QListView *>(); }
    bool shows(const QString &text) const
    {
        const QList<QLabel *> labels = view->findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(),
            [&](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
    }
    template <typename Button>
    Button *button(const QString &text) const
    {
        const QList<Button *> buttons = view->findChildren<Button *>();
        for (Button *candidate : buttons) {
            if (candidate->isVisible() && candidate->text().contains(text))
                return candidate;
        }
        return nullptr;
    }
};

} // namespace

class TestDoctorView : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }
    void saysThatAllIsWell();
    void showsTheWorstFirst();
    void modelKeepsItsContract();
    void choiceStaysWhenOthersCome();
    void fixAndDismiss();
    void failedFixIsTold();
    void evidenceLeadsSomewhere();
    void resolvedIsGreyedAndHasNoFix();
    void copiesAsText();
    void goesToThePanelsFinding();
};

void TestDoctorView::saysThatAllIsWell()
{
    Fixture f;
    QVERIFY(f.shows(u"All is well"_s));
    f.find({finding(u"Broken"_s)});
    QVERIFY(!f.shows(u"All is well"_s));
    QTRY_VERIFY(f.shows(u"Cause of Broken"_s));
}

void TestDoctorView::showsTheWorstFirst()
{
    Fixture f;
    f.find({finding(u"Hint"_s, Severity::Hint), finding(u"Bad"_s)});
    QCOMPARE(f.list().model()->index(0, 0).data().toString(), u"Bad"_s);
    QTRY_VERIFY(f.shows(u"Cause of Bad"_s));
}

void TestDoctorView::modelKeepsItsContract()
{
    Fixture f;
    FindingModel model(*f.doctor);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    f.find({finding(u"a"_s), finding(u"b"_s)});
    QCOMPARE(model.currentCount(), 2);
    f.find({finding(u"b"_s)});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.currentCount(), 1);
    QVERIFY(model.index(1).data(FindingModel::ResolvedRole).toBool());
    QCOMPARE(model.index(1).data(FindingModel::PanelRole).toString(), f.panel->name());
    f.find({});
    f.session.close(f.panel);
    QCOMPARE(model.rowCount(), 0);
}

void TestDoctorView::choiceStaysWhenOthersCome()
{
    Fixture f;
    f.find({finding(u"First"_s, Severity::Warning)});
    f.find({finding(u"First"_s, Severity::Warning), finding(u"Worse"_s)});
    QTRY_VERIFY(f.shows(u"Cause of First"_s));
    QCOMPARE(f.list().currentIndex().row(), 1);
}

void TestDoctorView::fixAndDismiss()
{
    Fixture f;
    int applied = 0;
    Finding broken = finding(u"Broken"_s);
    broken.fixes = {{u"Mend it"_s, u"Mends."_s, [&]() -> Result<void> {
                         ++applied;
                         return {};
                     }}};
    f.find({broken});
    QTRY_VERIFY(f.button<QPushButton>(u"Mend it"_s));
    f.button<QPushButton>(u"Mend it"_s)->click();
    QCOMPARE(applied, 1);
    f.button<QToolButton>(u"Dismiss"_s)->click();
    QTRY_VERIFY(f.shows(u"All is well"_s));
    QVERIFY(f.button<QToolButton>(u"1 dismissed"_s));
    f.button<QToolButton>(u"1 dismissed"_s)->click();
    QTRY_VERIFY(f.shows(u"Cause of Broken"_s));
}

void TestDoctorView::failedFixIsTold()
{
    Fixture f;
    Finding broken = finding(u"Broken"_s);
    broken.fixes = {{u"Mend it"_s, {}, []() -> Result<void> { return Error{ErrorCode::System, u"Mend"_s, u"No way."_s, {}}; }}};
    f.find({broken});
    QSignalSpy failed(f.view.get(), &DoctorView::failed);
    QTRY_VERIFY(f.button<QPushButton>(u"Mend it"_s));
    f.button<QPushButton>(u"Mend it"_s)->click();
    QCOMPARE(failed.size(), 1);
}

void TestDoctorView::evidenceLeadsSomewhere()
{
    Fixture f;
    Finding broken = finding(u"Broken"_s);
    broken.evidence = {{u"message seven"_s, {}, MessageIndex{7}, 0, {}, -1, {}}, {u"nowhere to go"_s, {}, {}, 0, {}, -1, {}}};
    f.find({broken});
    QSignalSpy activated(f.view.get(), &DoctorView::evidenceActivated);
    QTRY_VERIFY(f.button<QToolButton>(u"message seven"_s));
    f.button<QToolButton>(u"message seven"_s)->click();
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated.first().at(1).value<Evidence>().message, MessageIndex{7});
    QVERIFY(!f.button<QToolButton>(u"nowhere"_s)->isEnabled());
}

void TestDoctorView::resolvedIsGreyedAndHasNoFix()
{
    Fixture f;
    Finding broken = finding(u"Broken"_s);
    broken.fixes = {{u"Mend it"_s, {}, []() -> Result<void> { return {}; }}};
    f.find({broken});
    f.find({});
    QTRY_VERIFY(f.shows(u"not so any more"_s));
    QTRY_VERIFY(!f.button<QPushButton>(u"Mend it"_s));
}

void TestDoctorView::copiesAsText()
{
    Fixture f;
    Finding broken = finding(u"Broken"_s);
    broken.remedy = u"Do this."_s;
    broken.evidence = {{u"message seven"_s, {}, MessageIndex{7}, 0, {}, -1, {}}};
    f.find({broken});
    const QString text = f.view->findChild<FindingDetails *>()->text();
    for (const QString &part : {u"Problem: Broken"_s, f.panel->name(), u"Cause of Broken"_s, u"Do this."_s, u"message seven"_s})
        QVERIFY2(text.contains(part), qPrintable(text));
}

void TestDoctorView::goesToThePanelsFinding()
{
    Fixture f;
    SocketPanel *other = f.open(bound(SocketType::Rep));
    f.find({finding(u"Broken"_s)});
    f.view->showPanel(f.panel);
    QCOMPARE(f.doctor->findings().at(f.list().currentIndex().row()).panel, f.panel);
    f.view->showPanel(other);
    QCOMPARE(f.doctor->findings().at(f.list().currentIndex().row()).panel, other);
}

QTEST_MAIN(TestDoctorView)
#include "tst_doctor_view.moc"
