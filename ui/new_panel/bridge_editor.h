// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/panel_config.h"

#include <QWidget>

class QComboBox;
class QVBoxLayout;

namespace zmqscope {

class SideEditor;
class ToneLabel;

/// Edits the two sides of a bridge; only pairs of types that make one can be chosen.
class BridgeEditor final : public QWidget {
    Q_OBJECT
public:
    explicit BridgeEditor(QWidget *parent = nullptr);

    SideConfig first() const;
    SideConfig second() const;
    /// The first side's problem, else the second's.
    Result<void> check() const;

signals:
    void changed();

private:
    struct Side {
        QComboBox *type;
        ToneLabel *purpose;
        SideEditor *editor;
    };
    Side makeSide(const QString &title, SocketType type, int port, QVBoxLayout *layout);
    void firstTypeChanged();
    void update();
    static SocketType chosen(const Side &side);

    Side m_first;
    Side m_second;
    ToneLabel *m_ways;
};

} // namespace zmqscope
