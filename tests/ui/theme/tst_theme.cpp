// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/colors.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QSvgRenderer>
#include <QTest>
#include <cmath>

using namespace zmqscope;
using namespace Qt::StringLiterals;
using theme::Role;

namespace {

/// Relative luminance and contrast as WCAG 2.1 defines them.
double luminance(const QColor &color)
{
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (qMax(la, lb) + 0.05) / (qMin(la, lb) + 0.05);
}

QColor middleOf(const QIcon &icon, int side, qreal scale, QIcon::Mode mode = QIcon::Normal)
{
    const QPixmap pixmap = icon.pixmap(QSize(side, side), scale, mode);
    return pixmap.toImage().pixelColor(pixmap.width() / 2, pixmap.height() / 2);
}

} // namespace

class ThemeTest : public QObject {
    Q_OBJECT
private slots:
    void textIsReadable_data();
    void textIsReadable();
    void applyingAgainSwitches();
    void iconFollowsTheTheme();
    void iconIsSharpAtEveryScale();
    void everyIconFileIsWellFormed();
};

void ThemeTest::textIsReadable_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addRow("light") << false;
    QTest::addRow("dark") << true;
}

void ThemeTest::textIsReadable()
{
    QFETCH(const bool, dark);
    const auto of = [dark](Role role) { return theme::roleColor(role, dark); };
    const auto check = [](const QColor &text, const QColor &ground, int role, int on) {
        const double ratio = contrast(text, ground);
        QVERIFY2(ratio >= 4.5, qPrintable(u"role %1 on %2: %3"_s.arg(role).arg(on).arg(ratio)));
    };
    const Role grounds[] = {Role::Window, Role::Surface, Role::SurfaceRaised, Role::RowAlternate};
    const Role texts[] = {Role::Text, Role::TextMuted, Role::TextFaint, Role::Accent, Role::Good,
        Role::Warning, Role::Bad, Role::Info, Role::DirectionIn, Role::DirectionOut, Role::DirectionThrough,
        Role::Escape};
    for (Role ground : grounds) {
        for (Role text : texts)
            check(of(text), of(ground), int(text), int(ground));
        for (int p = int(Pattern::RequestReply); p <= int(Pattern::Bridge); ++p)
            check(theme::hueOfPattern(Pattern(p), dark), of(ground), 100 + p, int(ground));
    }
    for (Role ground :
        {Role::Hover, Role::FilterMatch, Role::GoodFill, Role::WarningFill, Role::BadFill, Role::InfoFill})
        check(of(Role::Text), of(ground), int(Role::Text), int(ground));
    check(of(Role::Good), of(Role::GoodFill), int(Role::Good), int(Role::GoodFill));
    check(of(Role::Warning), of(Role::WarningFill), int(Role::Warning), int(Role::WarningFill));
    check(of(Role::Bad), of(Role::BadFill), int(Role::Bad), int(Role::BadFill));
    check(of(Role::Info), of(Role::InfoFill), int(Role::Info), int(Role::InfoFill));
    check(of(Role::SelectionText), of(Role::Selection), int(Role::SelectionText), int(Role::Selection));
    check(of(Role::AccentText), of(Role::Accent), int(Role::AccentText), int(Role::Accent));
}

void ThemeTest::applyingAgainSwitches()
{
    theme::apply(*qApp, theme::Mode::Light);
    QVERIFY(!theme::isDark());
    QCOMPARE(qApp->palette().color(QPalette::Window), theme::roleColor(Role::Window, false));
    theme::apply(*qApp, theme::Mode::Dark);
    QVERIFY(theme::isDark());
    QCOMPARE(theme::mode(), theme::Mode::Dark);
    QCOMPARE(qApp->palette().color(QPalette::Window), theme::roleColor(Role::Window, true));
    // The offscreen platform's own palette is light.
    theme::apply(*qApp, theme::Mode::System);
    QVERIFY(!theme::isDark());
    QCOMPARE(theme::mode(), theme::Mode::System);
}

void ThemeTest::iconFollowsTheTheme()
{
    const QIcon dot = theme::icon("dot"_L1, Role::Bad);
    theme::apply(*qApp, theme::Mode::Light);
    QCOMPARE(middleOf(dot, 16, 1), theme::roleColor(Role::Bad, false));
    theme::apply(*qApp, theme::Mode::Dark);
    QCOMPARE(middleOf(dot, 16, 1), theme::roleColor(Role::Bad, true));
    QVERIFY(middleOf(dot, 16, 1, QIcon::Disabled).alpha() < 200);
}

void ThemeTest::iconIsSharpAtEveryScale()
{
    for (qreal scale : {1.0, 1.5, 2.0}) {
        const QPixmap pixmap = theme::icon("save"_L1).pixmap(QSize(16, 16), scale);
        QCOMPARE(pixmap.size(), QSize(int(16 * scale), int(16 * scale)));
        QCOMPARE(pixmap.devicePixelRatio(), scale);
    }
}

void ThemeTest::everyIconFileIsWellFormed()
{
    theme::apply(*qApp, theme::Mode::Light);
    const QStringList packed = QDir(u":/icons"_s).entryList({u"*.svg"_s}, QDir::Files, QDir::Name);
    const QDir source(qEnvironmentVariable("ZMQSCOPE_SOURCE_DIR") + u"/resources/icons"_s);
    QCOMPARE(packed, source.entryList({u"*.svg"_s}, QDir::Files, QDir::Name));
    QVERIFY(packed.size() > 50);
    for (const QString &name : packed) {
        QVERIFY2(QSvgRenderer(u":/icons/"_s + name).isValid(), qPrintable(name));
        QImage image = theme::icon(QLatin1StringView(name.chopped(4).toLatin1())).pixmap(24).toImage();
        QImage blank(image.size(), image.format());
        blank.fill(Qt::transparent);
        QVERIFY2(image != blank, qPrintable(name));
    }
}

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
