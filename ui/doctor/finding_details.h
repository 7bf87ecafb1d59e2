// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/finding.h"

#include <QScrollArea>
#include <optional>

class QLabel;
class QVBoxLayout;

namespace zmqscope {

class ToneLabel;

/// One finding in full: what is wrong and why, what proves it, what can be done.
class FindingDetails final : public QScrollArea {
    Q_OBJECT
public:
    explicit FindingDetails(QWidget *parent = nullptr);

    /// @p resolved: it is not so any more, and nothing can be done about it. Stays as it is when
    /// nothing of it has changed, so that no button moves under the mouse.
    void show(const Finding &finding, bool resolved);
    void clear();

    /// All of it as text, to be copied.
    QString text() const;

signals:
    void evidenceActivated(const zmqscope::Finding &finding, const zmqscope::Evidence &evidence);
    void panelActivated(zmqscope::Panel *panel);
    void fixRequested(quint64 number, qsizetype fix);
    void dismissRequested(quint64 number);

private:
    void build();
    void dropContent();
    QWidget *makeHeading(QWidget *parent);
    QWidget *makeEvidence(const Evidence &evidence, QWidget *parent);
    QWidget *makeFixes(QWidget *parent);
    ToneLabel *makeText(const QString &text, QWidget *parent) const;

    std::optional<Finding> m_finding;
    bool m_resolved = false;
};

/// True when an evidence names a place that a click can lead to.
bool leadsSomewhere(const Evidence &evidence);

} // namespace zmqscope
