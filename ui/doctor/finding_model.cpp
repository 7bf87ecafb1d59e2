// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/doctor/finding_model.h"

#include "core/panel/panel.h"
#include "ui/doctor/severity_look.h"

#include <algorithm>

namespace zmqscope {

FindingModel::FindingModel(Doctor &doctor, QObject *parent)
    : QAbstractListModel(parent)
    , m_doctor(doctor)
{
    connect(&doctor, &Doctor::changed, this, &FindingModel::refresh);
    refresh();
}

void FindingModel::refresh()
{
    QList<Finding> rows = m_doctor.findings();
    const int current = int(rows.size());
    rows.append(QList<Finding>(m_doctor.resolved().cbegin(), m_doctor.resolved().cend()));
    const bool sameRows = current == m_current
        && std::equal(rows.cbegin(), rows.cend(), m_rows.cbegin(), m_rows.cend(),
            [](const Finding &a, const Finding &b) { return a.number == b.number; });
    if (sameRows) {
        m_rows = std::move(rows);
        if (!m_rows.isEmpty())
            emit dataChanged(index(0), index(int(m_rows.size()) - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    m_current = current;
    endResetModel();
}

int FindingModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

const Finding *FindingModel::findingAt(int row) const
{
    return row >= 0 && row < int(m_rows.size()) ? &m_rows.at(row) : nullptr;
}

int FindingModel::rowOf(quint64 number) const
{
    const auto found = std::find_if(
        m_rows.cbegin(), m_rows.cend(), [number](const Finding &finding) { return finding.number == number; });
    return found == m_rows.cend() ? -1 : int(found - m_rows.cbegin());
}

QVariant FindingModel::data(const QModelIndex &index, int role) const
{
    const Finding *finding = findingAt(index.row());
    if (!finding)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return finding->title;
    case Qt::ToolTipRole:
        return finding->cause;
    case Qt::AccessibleTextRole:
        return tr("%1 at %2: %3").arg(severityText(finding->severity), finding->panel->name(), finding->title);
    case NumberRole:
        return finding->number;
    case SeverityRole:
        return int(finding->severity);
    case PanelRole:
        return finding->panel->name();
    case PatternRole:
        return int(finding->panel->pattern());
    case ResolvedRole:
        return isResolved(index.row());
    default:
        return {};
    }
}

} // namespace zmqscope
