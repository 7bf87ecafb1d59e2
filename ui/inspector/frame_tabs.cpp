// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/frame_tabs.h"

#include <QSettings>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

QString settingsKey(const QString &kind)
{
    return u"inspector/view/"_s + kind;
}

QString title(const QString &id)
{
    if (id == "tree"_L1)
        return FrameTabs::tr("Tree");
    if (id == "formatted"_L1)
        return FrameTabs::tr("Formatted");
    if (id == "text"_L1)
        return FrameTabs::tr("Text");
    if (id == "hex"_L1)
        return FrameTabs::tr("Hex");
    if (id == "picture"_L1)
        return FrameTabs::tr("Picture");
    if (id == "array"_L1)
        return FrameTabs::tr("Array");
    return FrameTabs::tr("Base64");
}

} // namespace

FrameTabs::FrameTabs(QWidget *parent)
    : QTabBar(parent)
{
    setAccessibleName(tr("View frame as"));
    setDrawBase(false);
    setExpanding(false);
    setUsesScrollButtons(true);
    connect(this, &QTabBar::currentChanged, this, [this] {
        QSettings().setValue(settingsKey(m_kind), currentView());
        emit chosen();
    });
}

int FrameTabs::indexOf(const QString &id) const
{
    for (int i = 0; i < count(); ++i) {
        if (tabData(i).toString() == id)
            return i;
    }
    return -1;
}

void FrameTabs::choose(const QString &id)
{
    if (const int tab = indexOf(id); tab >= 0)
        setCurrentIndex(tab);
}

void FrameTabs::setViews(const QStringList &ids, const QString &kind, const QString &usual)
{
    // Only a person's choice is remembered.
    const QSignalBlocker blocker(this);
    m_kind = kind;
    for (int i = 0; i < ids.size(); ++i) {
        if (i < count() && tabData(i).toString() == ids[i])
            continue;
        // Those that are gone from the list go; those that are new come.
        while (i < count() && !ids.contains(tabData(i).toString()))
            removeTab(i);
        if (i >= count() || tabData(i).toString() != ids[i])
            setTabData(insertTab(i, title(ids[i])), ids[i]);
    }
    while (count() > ids.size())
        removeTab(count() - 1);
    // A tab bar that is not on the screen yet does not tell its layout of new tabs.
    updateGeometry();
    choose(usual);
    choose(QSettings().value(settingsKey(kind)).toString());
}

} // namespace zmqscope
