// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/colors.h"
#include "ui/theme/series_colors.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QSvgRenderer>
#include <QTest>
#include <algorithm>
#include <array>
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

using Vector = std::array<double, 3>;
using Matrix = std::array<Vector, 3>;

Vector operator*(const Matrix &matrix, const Vector &vector)
{
    Vector product{};
    for (std::size_t i = 0; i < 3; ++i)
        product[i] = matrix[i][0] * vector[0] + matrix[i][1] * vector[1] + matrix[i][2] * vector[2];
    return product;
}

/// How far two colours are apart in Oklab (black and white: 1) for whom sight is the given matrix of
/// linear RGB.
double distance(const QColor &a, const QColor &b, const Matrix &sight)
{
    const auto lab = [&sight](const QColor &color) {
        const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
        Vector seen = sight * Vector{linear(color.redF()), linear(color.greenF()), linear(color.blueF())};
        for (double &c : seen)
            c = std::clamp(c, 0., 1.);
        constexpr Matrix toCone{{{0.4122214708, 0.5363325363, 0.0514459929},
                                 {0.2119034982, 0.6806995451, 0.1073969566},
                                 {0.0883024619, 0.2817188376, 0.6299787005}}};
        constexpr Matrix toLab{{{0.2104542553, 0.7936177850, -0.0040720468},
                                {1.9779984951, -2.4285922050, 0.4505937099},
                                {0.0259040371, 0.7827717662, -0.8086757660}}};
        Vector cone = toCone * seen;
        for (double &c : cone)
            c = std::cbrt(c);
        return toLab * cone;
    };
    const Vector labA = lab(a);
    const Vector labB = lab(b);
    return std::hypot(labA[0] - labB[0], labA[1] - labB[1], labA[2] - labB[2]);
}

/// The same for whom it is least of: full colour vision, protanopia, deuteranopia, tritanopia (Machado 2009).
double leastDistance(const QColor &a, const QColor &b)
{
    constexpr Matrix sights[] = {
        {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
        {{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}},
        {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}},
        {{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}},
    };
    double least = 1;
    for (const Matrix &sight : sights)
        least = std::min(least, distance(a, b, sight));
    return least;
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
    void seriesAreToldApart_data();
    void seriesAreToldApart();
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

void ThemeTest::seriesAreToldApart_data()
{
    textIsReadable_data();
}

void ThemeTest::seriesAreToldApart()
{
    QFETCH(const bool, dark);
    for (int i = 0; i < theme::seriesColors; ++i) {
        const QColor color = theme::hueOfSeries(i, dark);
        for (const Role ground : {Role::Window, Role::Surface})
            QVERIFY2(contrast(color, theme::roleColor(ground, dark)) >= 3, qPrintable(color.name()));
        for (int other = 0; other < i; ++other) {
            const double distance = leastDistance(color, theme::hueOfSeries(other, dark));
            QVERIFY2(distance >= 0.1, qPrintable(u"%1, %2: %3"_s.arg(other).arg(i).arg(distance)));
        }
    }
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
