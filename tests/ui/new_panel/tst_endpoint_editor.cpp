// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/new_panel/endpoint_editor.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

template <typename Widget>
Widget *named(const QWidget &parent, const QString &name)
{
    for (Widget *widget : parent.findChildren<Widget *>()) {
        if (widget->accessibleName() == name)
            return widget;
    }
    return nullptr;
}

QPushButton *button(const QWidget &parent, const QString &start)
{
    for (QPushButton *found : parent.findChildren<QPushButton *>()) {
        if (found->isVisibleTo(&parent) && found->text().startsWith(start))
            return found;
    }
    return nullptr;
}

bool shows(const QWidget &parent, const QString &text)
{
    for (const QLabel *label : parent.findChildren<QLabel *>()) {
        if (label->isVisibleTo(&parent) && label->text().contains(text))
            return true;
    }
    return false;
}

} // namespace

class TestEndpointEditor : public QObject {
    Q_OBJECT
    QTemporaryDir m_settings;
private slots:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(u"zmqscope-test"_s);
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settings.path());
    }

    void judgesWhileOneTypes()
    {
        EndpointEditor editor;
        editor.setType(SocketType::Rep);
        editor.setEndpoints({{EndpointRole::Bind, u"tcp://*:5556"_s}});
        QVERIFY(editor.check());
        QVERIFY(shows(editor, u"Listens on all networks"_s));
        QVERIFY(!button(editor, u"Use "_s));

        auto *address = named<QLineEdit>(editor, u"Address"_s);
        QVERIFY(address);
        QSignalSpy changed(&editor, &EndpointEditor::changed);
        address->clear();
        QTest::keyClicks(address, u"tcp://localhost:5556"_s);
        QCOMPARE(changed.count(), 21);
        QVERIFY(!editor.check());
        QVERIFY(shows(editor, u"is a name"_s));
        QPushButton *use = button(editor, u"Use tcp://127.0.0.1:5556"_s);
        QVERIFY(use);
        QTest::mouseClick(use, Qt::LeftButton);
        QVERIFY(editor.check());
        QCOMPARE(editor.endpoints().first(), (Endpoint{EndpointRole::Bind, u"tcp://127.0.0.1:5556"_s}));

        auto *role = named<QComboBox>(editor, u"Role"_s);
        QVERIFY(role);
        role->setCurrentText(u"Connect"_s);
        QCOMPARE(editor.endpoints().first().role, EndpointRole::Connect);
        address->setText(u"tcp://*:5556"_s);
        QVERIFY(button(editor, u"Use tcp://localhost:5556"_s));
    }

    void theTypeCounts()
    {
        EndpointEditor editor;
        editor.setType(SocketType::Dealer);
        editor.setEndpoints({{EndpointRole::Bind, u"ipc:///tmp/a"_s}});
        QVERIFY(editor.check());
        editor.setType(SocketType::Stream);
        QVERIFY(!editor.check());
    }

    void rowsComeAndGo()
    {
        EndpointEditor editor;
        QVERIFY(shows(editor, u"Without an endpoint"_s));
        QVERIFY(editor.check());
        editor.setType(SocketType::Pub);
        QTest::mouseClick(button(editor, u"Add endpoint"_s), Qt::LeftButton);
        QTest::mouseClick(button(editor, u"Add endpoint"_s), Qt::LeftButton);
        const QList<Endpoint> expected{
            {EndpointRole::Bind, u"tcp://*:5556"_s}, {EndpointRole::Bind, u"tcp://*:5557"_s}};
        QCOMPARE(editor.endpoints(), expected);
        QVERIFY(editor.check());
        QVERIFY(!shows(editor, u"Without an endpoint"_s));
        QVERIFY(named<QLineEdit>(editor, u"Address 2"_s));

        auto *remove = named<QToolButton>(editor, u"Remove endpoint"_s);
        QVERIFY(remove);
        QTest::mouseClick(remove, Qt::LeftButton);
        QCOMPARE(editor.endpoints(), expected.mid(1));
    }
};

QTEST_MAIN(TestEndpointEditor)
#include "tst_endpoint_editor.moc"
