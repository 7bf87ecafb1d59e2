// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/finding.h"

#include <QWidget>

class QListView;
class QStackedWidget;
class QToolButton;

namespace zmqscope {

class Doctor;
class FindingDetails;
class FindingModel;
class ToneLabel;

/// What is wrong with the session: a list of findings and the one that was chosen in full, with what
/// proves it and what can be done.
class DoctorView final : public QWidget {
    Q_OBJECT
public:
    /// @p doctor must outlive the view.
    explicit DoctorView(Doctor &doctor, QWidget *parent = nullptr);

    /// Chooses the worst finding of @p panel; none when it has none.
    void showPanel(const Panel *panel);

signals:
    /// A person wants to see where it stands.
    void evidenceActivated(const zmqscope::Finding &finding, const zmqscope::Evidence &evidence);
    void panelActivated(zmqscope::Panel *panel);
    /// A fix did not work.
    void failed(const zmqscope::Error &error);

private:
    void follow();
    void showChosen();
    void applyFix(quint64 number, qsizetype fix);
    void dismissChosen();
    void showMenu(const QPoint &position);

    Doctor &m_doctor;
    FindingModel *m_model;
    QListView *m_list;
    FindingDetails *m_details;
    QStackedWidget *m_pages;
    ToneLabel *m_healthy;
    QToolButton *m_dismissed;
    quint64 m_chosen = 0;
};

} // namespace zmqscope
