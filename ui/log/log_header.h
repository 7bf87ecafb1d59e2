// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/log_columns.h"

#include <QHeaderView>
#include <array>

namespace zmqscope {

/// The header of the message log: which columns stand where and how wide they are. The last one on
/// the screen takes what room is left.
class LogHeader final : public QHeaderView {
    Q_OBJECT
public:
    explicit LogHeader(QWidget *parent);

    /// Order, widths and visibility; the time style is not the header's. Needs a model with the
    /// log's columns.
    void setItems(const QList<LogColumnLayout::Item> &items);
    QList<LogColumnLayout::Item> items() const;
    /// While on, columns that matter less are hidden as long as there is no room for the preview;
    /// ends when the person changes a column.
    void setAutomatic(bool on);
    /// Makes the columns fill @p width, as far as they can.
    void fit(int width);

signals:
    /// The person moved or resized a column.
    void itemsChanged();

private:
    int othersWidth(const std::array<bool, logColumnCount> &shown, LogColumn except) const;
    void onChanged();

    std::array<int, logColumnCount> m_widths{}; ///< as chosen; the last column on the screen may be wider
    std::array<bool, logColumnCount> m_shown{}; ///< as chosen
    bool m_automatic = false;
    bool m_fitting = false; ///< columns are being changed by us, not by the person
    int m_room = 0;
};

} // namespace zmqscope
