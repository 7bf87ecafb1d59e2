// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/flat_style.h"

#include "ui/theme/flat_controls.h"
#include "ui/theme/theme.h"

#include <QGroupBox>
#include <QPainter>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace zmqscope::theme {

namespace {

void drawButton(QPainter *painter, const QStyleOption *option, bool isDefault)
{
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool down = option->state & (QStyle::State_Sunken | QStyle::State_On);
    const bool hover = enabled && (option->state & QStyle::State_MouseOver);
    const bool focus = enabled && (option->state & QStyle::State_HasFocus)
        && (option->state & QStyle::State_KeyboardFocusChange);
    const QColor fill = color(down ? Role::Selection : hover ? Role::Hover : Role::SurfaceRaised);
    drawBox(painter, option->rect, enabled ? fill : color(Role::Window),
        color(enabled && (isDefault || focus) ? Role::Accent : Role::Border));
}

/// How far below its top the frame of a group box begins; the measure is Fusion's.
int titleHeight(const QWidget *widget)
{
    const auto *group = qobject_cast<const QGroupBox *>(widget);
    if (!group || (group->title().isEmpty() && !group->isCheckable()))
        return 0;
    const int indicator = group->isCheckable() ? group->style()->pixelMetric(QStyle::PM_IndicatorHeight) : 0;
    return qMax(indicator, group->fontMetrics().height()) + 3;
}

void drawTabShape(QPainter *painter, const QStyleOptionTab *tab)
{
    const bool selected = tab->state & QStyle::State_Selected;
    const bool hover = (tab->state & QStyle::State_Enabled) && (tab->state & QStyle::State_MouseOver);
    painter->save();
    painter->fillRect(tab->rect, color(selected ? Role::Surface : hover ? Role::Hover : Role::Window));
    if (selected) {
        QRect line = tab->rect;
        const bool below = tab->shape == QTabBar::RoundedSouth || tab->shape == QTabBar::TriangularSouth;
        const bool vertical = tab->shape == QTabBar::RoundedWest || tab->shape == QTabBar::RoundedEast
            || tab->shape == QTabBar::TriangularWest || tab->shape == QTabBar::TriangularEast;
        if (vertical)
            line.setWidth(2);
        else if (below)
            line.setTop(line.bottom() - 1);
        else
            line.setHeight(2);
        painter->fillRect(line, color(Role::Accent));
    }
    painter->setPen(color(Role::Border));
    painter->drawLine(tab->rect.topRight(), tab->rect.bottomRight());
    painter->restore();
}

void drawHeaderSection(QPainter *painter, const QStyleOptionHeader *header)
{
    const bool hover = (header->state & QStyle::State_Enabled) && (header->state & QStyle::State_MouseOver);
    painter->save();
    painter->fillRect(header->rect, color(hover ? Role::Hover : Role::Window));
    painter->setPen(color(Role::Border));
    painter->drawLine(header->rect.bottomLeft(), header->rect.bottomRight());
    if (header->orientation == Qt::Horizontal && header->position != QStyleOptionHeader::End
        && header->position != QStyleOptionHeader::OnlyOneSection)
        painter->drawLine(header->rect.topRight(), header->rect.bottomRight());
    painter->restore();
}

} // namespace

FlatStyle::FlatStyle()
    : QProxyStyle(u"Fusion"_s)
{
}

int FlatStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_SmallIconSize:
    case PM_ToolBarIconSize:
    case PM_ButtonIconSize:
    case PM_TabBarIconSize:
    case PM_ListViewIconSize:
        return iconSize;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return spacing;
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        return margin;
    case PM_DockWidgetFrameWidth:
        return 3;
    case PM_MessageBoxIconSize:
        return 2 * iconSize;
    case PM_DockWidgetSeparatorExtent:
    case PM_SplitterWidth:
        return 5;
    case PM_ScrollBarExtent:
        return 12;
    case PM_ScrollBarSliderMin:
        return 28;
    case PM_ToolBarItemSpacing:
        return 2;
    case PM_HeaderMargin: // one more than the next: titles stand right over the texts of their column
        return 4;
    case PM_FocusFrameHMargin:
        return 3;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int FlatStyle::styleHint(
    StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *returnData) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_Table_GridLineColor:
        return int(color(Role::Border).rgb());
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

QIcon FlatStyle::standardIcon(StandardPixmap what, const QStyleOption *option, const QWidget *widget) const
{
    switch (what) {
    case SP_MessageBoxInformation:
        return icon("info"_L1, Role::Info);
    case SP_MessageBoxQuestion:
        return icon("help"_L1, Role::Accent);
    case SP_MessageBoxWarning:
        return icon("warning"_L1, Role::Warning);
    case SP_MessageBoxCritical:
        return icon("error"_L1, Role::Bad);
    default:
        return QProxyStyle::standardIcon(what, option, widget);
    }
}

void FlatStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        const bool flat = button && (button->features & QStyleOptionButton::Flat)
            && !(option->state & (State_MouseOver | State_Sunken | State_On | State_HasFocus));
        if (!flat)
            drawButton(painter, option, button && (button->features & QStyleOptionButton::DefaultButton));
        return;
    }
    case PE_PanelButtonTool:
        if (option->state & (State_MouseOver | State_Sunken | State_On) || !(option->state & State_AutoRaise))
            drawButton(painter, option, false);
        return;
    case PE_FrameLineEdit:
    case PE_PanelLineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        const bool enabled = option->state & State_Enabled;
        if (frame && frame->lineWidth > 0)
            drawBox(painter, option->rect, option->palette.color(QPalette::Base),
                color(enabled && (option->state & State_HasFocus) ? Role::Accent : Role::Border));
        else if (element == PE_PanelLineEdit)
            painter->fillRect(option->rect, option->palette.color(QPalette::Base));
        return;
    }
    case PE_Frame:
    case PE_FrameTabWidget:
    case PE_FrameDockWidget:
        drawFrame(painter, option->rect, color(Role::Border));
        return;
    case PE_PanelScrollAreaCorner:
        painter->fillRect(option->rect, color(Role::Window));
        return;
    case PE_FrameGroupBox:
        drawBox(painter, option->rect.adjusted(0, titleHeight(widget), 0, 0), Qt::transparent,
            color(Role::Border));
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        drawCheckBox(painter, *option);
        return;
    case PE_IndicatorRadioButton:
        drawRadioButton(painter, *option);
        return;
    case PE_FrameFocusRect:
        drawFrame(painter, option->rect, color(Role::Accent));
        return;
    case PE_FrameTabBarBase:
    case PE_FrameStatusBarItem:
        return;
    case PE_IndicatorDockWidgetResizeHandle:
        painter->fillRect(
            option->rect, option->state & State_MouseOver ? color(Role::Accent) : color(Role::Window));
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void FlatStyle::drawControl(
    ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case CE_TabBarTabShape:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            drawTabShape(painter, tab);
            return;
        }
        break;
    case CE_HeaderSection:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            drawHeaderSection(painter, header);
            return;
        }
        break;
    case CE_ProgressBarGroove:
        drawBox(painter, option->rect, color(Role::Surface), color(Role::Border));
        return;
    case CE_ProgressBarContents:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option);
            bar && bar->maximum > bar->minimum) {
            const double part = double(bar->progress - bar->minimum) / (bar->maximum - bar->minimum);
            QRect filled = option->rect.adjusted(1, 1, -1, -1);
            filled.setWidth(int(filled.width() * part));
            painter->fillRect(filled, color(Role::Selection));
            return;
        }
        break;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, color(Role::Window));
        return;
    case CE_Splitter:
        painter->fillRect(option->rect, color(option->state & State_MouseOver ? Role::Accent : Role::Window));
        return;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void FlatStyle::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    switch (control) {
    case CC_ScrollBar:
        drawScrollBar(painter, *option, subControlRect(control, option, SC_ScrollBarSlider, widget));
        return;
    case CC_ComboBox:
        if (const auto *box = qstyleoption_cast<const QStyleOptionComboBox *>(option); box && box->frame) {
            drawComboBox(painter, *box, subControlRect(control, option, SC_ComboBoxArrow, widget));
            return;
        }
        break;
    case CC_SpinBox:
        if (const auto *box = qstyleoption_cast<const QStyleOptionSpinBox *>(option); box && box->frame) {
            drawSpinBox(painter, *box, subControlRect(control, option, SC_SpinBoxUp, widget),
                subControlRect(control, option, SC_SpinBoxDown, widget));
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect FlatStyle::subControlRect(
    ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const
{
    const auto *bar =
        control == CC_ScrollBar ? qstyleoption_cast<const QStyleOptionSlider *>(option) : nullptr;
    return bar ? scrollBarPart(*bar, part, pixelMetric(PM_ScrollBarSliderMin, option, widget))
               : QProxyStyle::subControlRect(control, option, part, widget);
}

} // namespace zmqscope::theme
