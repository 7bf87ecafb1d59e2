// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message.h"
#include "core/metrics/field_ref.h"

#include <QSplitter>

namespace zmqscope {

class Inspector;
class LogView;
class Panel;
class PanelViews;

/// A panel's views and, beside its log, the inspector of the message chosen in it: side by side where
/// there is room, else the inspector below, while a message is chosen and unless the panel is too low
/// for it. The other views have the room for themselves.
class ReadingSplitter final : public QSplitter
{
    Q_OBJECT
public:
    /// Side by side from this width on, in device-independent pixels: log columns and a hex line fit.
    static constexpr int sideBySideWidth = 760;
    /// Below this height there is room for the log alone.
    static constexpr int stackedHeight = 300;

    ReadingSplitter(zmqscope::Panel &panel, QWidget *parent);

    PanelViews &views() const { return *m_views; }
    LogView &log() const { return *m_log; }
    Inspector &inspector() const { return *m_inspector; }

    QSize minimumSizeHint() const override;

signals:
    /// The person wants to see a value of a message over time.
    void plotRequested(const zmqscope::FieldRef &field);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    /// Rules and protocols of the panel say how log and inspector read its messages.
    void readByRules();
    void compare(MessageIndex left, MessageIndex right);

    zmqscope::Panel &m_panel;
    PanelViews *m_views;
    LogView *m_log;
    Inspector *m_inspector;
    bool m_moved = false; ///< the person chose the sizes
};

} // namespace zmqscope
