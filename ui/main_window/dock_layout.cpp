// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/dock_layout.h"

#include <QStringEncoder>

using namespace Qt::StringLiterals;

namespace zmqscope::dock_layout {

namespace {

constexpr QStringView prefix = u"panel-";
constexpr int digits = 4;
constexpr int largestNumber = 9998;

/// QDataStream writes text as UTF-16, big end first.
QByteArray encoded(QStringView text)
{
    QStringEncoder encoder(QStringEncoder::Utf16BE);
    return encoder.encode(text);
}

} // namespace

QString name(int number)
{
    // Beyond the largest two docks share a name: a saved layout then finds one of them.
    return prefix.toString() + QString::number(qMin(number, largestNumber)).rightJustified(digits, u'0');
}

QStringList names(qsizetype count)
{
    QStringList all;
    for (qsizetype i = 1; i <= count; ++i)
        all << name(int(i));
    return all;
}

QByteArray renamed(const QByteArray &layout, const QStringList &from, const QStringList &to)
{
    const QByteArray start = encoded(prefix);
    const QByteArray outOfUse = encoded(u"panel-9999");
    QByteArray result = layout;
    for (qsizetype at = result.indexOf(start); at >= 0; at = result.indexOf(start, at + start.size())) {
        QByteArray replacement = outOfUse;
        for (qsizetype i = 0; i < qMin(from.size(), to.size()); ++i) {
            if (layout.mid(at, outOfUse.size()) == encoded(from.at(i)))
                replacement = encoded(to.at(i));
        }
        if (at + outOfUse.size() <= result.size())
            result.replace(at, outOfUse.size(), replacement);
    }
    return result;
}

} // namespace zmqscope::dock_layout
