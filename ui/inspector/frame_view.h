// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/array/array_view.h"
#include "core/metrics/field_ref.h"
#include "ui/inspector/frame_readings.h"
#include "ui/inspector/held_frame.h"
#include "ui/value_tree/background_job.h"

#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;
class QMenu;
class QStackedWidget;
class QToolButton;

namespace zmqscope {

class FormatBar;
class FrameTabs;
class HexPage;
class PicturePage;
class TextPage;
class TreePage;

/// One frame, read in the format that it is in, or that the person chooses: as a tree, as text, as
/// hex. What was chosen last is taken for the next frame of the same kind.
class FrameView final : public QWidget
{
    Q_OBJECT
public:
    /// Packed bytes are unpacked to no more, to be looked at.
    static constexpr qsizetype maxUnpackedBytes = DecodeLimits::defaultOutput;

    explicit FrameView(QWidget *parent = nullptr);

    /// A frame before that is longer tells nothing of an array.
    static constexpr qsizetype maxArrayHeaderBytes = 64 * 1024;

    /// @p pinned is what a rule wants the frame to be read as; @p previous is the frame before it in
    /// the message, which may say that this one is an array.
    void setFrame(const HeldFrame &frame, const std::optional<Reading> &pinned = {}, QByteArrayView previous = {});
    const HeldFrame &frame() const { return m_frame; }
    /// For rules that change while the frame is shown.
    void setPinnedReading(const std::optional<Reading> &pinned);
    /// How the frame is read now.
    const Reading &reading() const { return m_readings.current(); }
    void readAs(const CodecPtr &codec);
    /// Takes the next candidate for the format, or the one @p steps further.
    void flipReading(int steps);

    /// Id of the view that is shown, see FrameTabs.
    QString currentView() const;
    /// Nothing happens when the frame has no such view.
    void setCurrentView(const QString &id);
    /// Shows the source bytes begin ≤ i < end of a value as hex.
    void showBytes(qint64 begin, qint64 end);
    /// See ValueTreeView::setFieldSource().
    void setFieldSource(const std::function<FieldRef(const FieldPath &path)> &source);
    /// For buttons that belong to the frame: the end of the first row.
    QHBoxLayout *toolLayout() const;
    /// The menu of a button "Pin" that is there from the first call on.
    QMenu *pinMenu();

signals:
    /// The person chose how the frame is read; the id is for CodecRegistry::resolve().
    void readingChosen(const QString &codecId);
    /// The person wants the whole frame, of which only a part is shown.
    void saveRequested();
    void copyRefused();
    /// The person wants to see a value over time.
    void plotRequested(const zmqscope::FieldRef &field);

private:
    void updateReading();
    QStringList views() const;
    QString usualView() const;
    void showView();
    void showHex(const HeldFrame &frame);
    /// The frame as it is, or what is packed in it; nothing while it is unpacked.
    const HeldFrame *bytes(bool unpacked);
    bool isPacked() const;
    void say(const QString &message);

    HeldFrame m_frame;
    FrameReadings m_readings;
    std::optional<ArrayView> m_array; ///< what the frame is by the one before it
    std::optional<HeldFrame> m_unpacked;
    std::optional<std::pair<qint64, qint64>> m_valueBytes; ///< of the value that was chosen in the tree
    bool m_treeIsShown = false; ///< the tree is of this frame in this format
    const char *m_hexBytes = nullptr; ///< what the hex view shows

    FormatBar *m_format;
    FrameTabs *m_tabs;
    QToolButton *m_unpack;
    QStackedWidget *m_stack;
    TreePage *m_tree;
    TextPage *m_text;
    HexPage *m_hex;
    PicturePage *m_picture;
    QLabel *m_message; ///< in place of the view: why there is none
    QAction *m_plotNumber; ///< for a text that is nothing but a number
    std::function<FieldRef(const FieldPath &path)> m_fieldSource;
    BackgroundJob<HeldFrame> m_unpacking;
};

} // namespace zmqscope
