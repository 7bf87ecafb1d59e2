// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/profile/examples.h"
#include "ui/welcome/welcome_card.h"
#include "ui/welcome/welcome_page.h"

#include <QSignalSpy>
#include <QTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;

namespace {

WelcomeCard *card(const WelcomePage &page, const QString &title)
{
    for (auto *found : page.findChildren<WelcomeCard *>()) {
        if (found->text() == title && !found->isHidden())
            return found;
    }
    return nullptr;
}

} // namespace

class WelcomePageTest : public QObject {
    Q_OBJECT
private slots:
    void offersEveryExample();
    void offersTheRecentProfiles();
    void fitsASmallWindow();
};

void WelcomePageTest::offersEveryExample()
{
    WelcomePage page;
    QSignalSpy chosen(&page, &WelcomePage::exampleRequested);
    QCOMPARE(examples().size(), 6);
    for (const Example &example : examples()) {
        WelcomeCard *button = card(page, example.title);
        QVERIFY2(button, qPrintable(example.title));
        QCOMPARE(button->accessibleDescription(), example.summary);
        button->click();
        QCOMPARE(chosen.takeLast(), QVariantList({example.path, example.title}));
    }
}

void WelcomePageTest::offersTheRecentProfiles()
{
    WelcomePage page;
    QSignalSpy chosen(&page, &WelcomePage::profileRequested);
    page.setRecentFiles({u"/tmp/feeds/a.zmqscope"_s, u"/tmp/feeds/b.zmqscope"_s});
    QVERIFY(card(page, u"a.zmqscope"_s));
    card(page, u"b.zmqscope"_s)->click();
    QCOMPARE(chosen.takeLast(), QVariantList({u"/tmp/feeds/b.zmqscope"_s}));
    page.setRecentFiles({});
    QVERIFY(!card(page, u"a.zmqscope"_s));
}

void WelcomePageTest::fitsASmallWindow()
{
    WelcomePage page;
    page.setRecentFiles(QStringList(10, u"/tmp/feeds/a.zmqscope"_s));
    page.resize(1024, 660);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    QVERIFY(page.widget()->width() <= page.viewport()->width());
    for (const auto *button : page.findChildren<WelcomeCard *>())
        QVERIFY2(button->height() >= button->heightForWidth(button->width()), qPrintable(button->text()));
}

QTEST_MAIN(WelcomePageTest)
#include "tst_welcome_page.moc"
