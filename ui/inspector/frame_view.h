// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspector/held_frame.h"
#include "ui/inspector/rendered_text.h"

#include <QFutureWatcher>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTabBar;

namespace zmqscope {

class HexView;
class TextView;
class ToneBar;

/// One frame, seen through a codec that the person chooses: as text, as JSON where it is JSON, as
/// hex, as base64. What was chosen last is taken for the next frame of the same kind.
class FrameView final : public QWidget
{
    Q_OBJECT
public:
    /// Looking at more than this is left to a worker thread. The first TextLimit never is, so that
    /// going through a log does not flicker.
    static constexpr qint64 maxInlineBytes = 4 * TextLimit::first;

    explicit FrameView(QWidget *parent = nullptr);

    void setFrame(const HeldFrame &frame);
    const HeldFrame &frame() const { return m_frame; }
    /// Codec::id() of the view that is shown.
    QString currentView() const;
    /// Nothing happens when the frame has no such view.
    void setCurrentView(const QString &codecId);
    /// For buttons that belong to the frame: the end of the tab row.
    QHBoxLayout *toolLayout() const { return m_tools; }

signals:
    /// The person wants the whole frame, of which only a part is shown.
    void saveRequested();
    void copyRefused();

private:
    void updateTabs();
    void showView(int tab);
    void rememberView(int tab);
    void render();
    void showRendered(const RenderedText &rendered);
    void updateCutBar();
    void showMore();
    void updatePlace();

    HeldFrame m_frame;
    QString m_kind; ///< "json", "text", "binary": what the last choice is remembered for
    qsizetype m_limit = TextLimit::first;
    RenderedText m_rendered;
    QFutureWatcher<RenderedText> m_worker;

    QTabBar *m_tabs;
    QHBoxLayout *m_tools;
    QStackedWidget *m_stack;
    TextView *m_text;
    HexView *m_hex;
    QLabel *m_message; ///< in place of the view: why there is none
    QLabel *m_place;
    ToneBar *m_cutBar;
    QLabel *m_cutText;
    QPushButton *m_more;
};

} // namespace zmqscope
