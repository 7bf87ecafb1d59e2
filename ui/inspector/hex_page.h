// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspector/held_frame.h"

#include <QWidget>

namespace zmqscope {

class HexView;
class ToneLabel;

/// A frame as hex, with a line that says where the cursor is.
class HexPage final : public QWidget
{
    Q_OBJECT
public:
    explicit HexPage(QWidget *parent = nullptr);

    void setFrame(const HeldFrame &frame);
    HexView &view() const { return *m_hex; }

signals:
    void copyRefused();

private:
    void updatePlace();

    HeldFrame m_frame;
    HexView *m_hex;
    ToneLabel *m_place;
};

} // namespace zmqscope
