// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/pairing_rule.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLineEdit;

namespace zmqscope {

class PanelFigures;
class ToneLabel;

/// How requests and replies of a panel are paired: shown, and to be chosen.
class PairingRow final : public QWidget {
    Q_OBJECT
public:
    /// @p figures must outlive the row.
    explicit PairingRow(PanelFigures &figures, QWidget *parent = nullptr);

private:
    void showRule();
    void updateFields();
    void apply();

    PanelFigures &m_figures;
    QComboBox *m_by;
    QComboBox *m_asker;
    QCheckBox *m_lockstep;
    QDoubleSpinBox *m_timeout;
    QLineEdit *m_requestField;
    QLineEdit *m_replyField;
    QWidget *m_fields;
    ToneLabel *m_problem;
};

} // namespace zmqscope
