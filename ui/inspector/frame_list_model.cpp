// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/frame_list_model.h"

#include "core/base/text_escapes.h"
#include "core/message/peer_table.h"
#include "ui/log/log_text.h"
#include "ui/theme/theme.h"

#include <QLocale>
#include <limits>

namespace zmqscope {

namespace {
constexpr qsizetype startChars = 120;
constexpr qsizetype tooltipChars = 500;
/// No routing id is longer, RFC 28/REQREP.
constexpr qsizetype maxRoutingId = 255;
}

void FrameListModel::setMessage(const StoreSnapshot &owner, MessageIndex index, const MessageLabels &labels)
{
    beginResetModel();
    const std::optional<MessageView> message = owner.at(index);
    m_owner = owner;
    m_frames = message ? message->frames : FrameSpan();
    m_labels = labels;
    endResetModel();
}

void FrameListModel::setLabels(const MessageLabels &labels)
{
    m_labels = labels;
    if (rowCount() > 0)
        emit dataChanged(index(0, Role), index(rowCount() - 1, Start));
}

int FrameListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(std::min<qsizetype>(m_frames.count(), std::numeric_limits<int>::max()));
}

int FrameListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString FrameListModel::startOf(qsizetype frame, const FrameLabel &label, qsizetype maxChars) const
{
    const QByteArrayView bytes = m_frames[frame];
    switch (label.role) {
    case FrameRole::Subscribe:
    case FrameRole::Unsubscribe:
        return bytes.size() <= 1 ? tr("\"\" (everything)")
                                 : tr("\"%1\"").arg(previewText(bytes.sliced(1), maxChars));
    case FrameRole::RoutingId:
        if (bytes.size() <= maxRoutingId)
            return routingIdText(bytes.toByteArray());
        break;
    default:
        break;
    }
    return previewText(bytes, maxChars);
}

QString FrameListModel::toolTip(Column column, qsizetype frame, const FrameLabel &label) const
{
    switch (column) {
    case Role: return label.note.toHtmlEscaped();
    case Size: return tr("%1 bytes").arg(QLocale().toString(m_frames[frame].size()));
    // Entities keep the payload from being taken for rich text.
    case Start: return (label.note.isEmpty() ? startOf(frame, label, tooltipChars)
                                             : QString(label.note + u'\n' + startOf(frame, label, tooltipChars)))
                           .toHtmlEscaped();
    case Number:
    case ColumnCount: break;
    }
    return {};
}

QVariant FrameListModel::colorOf(Column column, const FrameLabel &label) const
{
    if (label.bad && (column == Role || column == Start))
        return theme::color(theme::Role::Bad);
    return label.role == FrameRole::Body || column == Start ? QVariant()
                                                            : QVariant(theme::color(theme::Role::TextMuted));
}

QVariant FrameListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const qsizetype frame = index.row();
    const auto column = Column(index.column());
    const auto label = [&] { return m_labels.label(m_frames, frame); };
    switch (role) {
    case Qt::DisplayRole:
        switch (column) {
        case Number: return frame + 1;
        case Role: return label().name;
        case Size: return LogText::sizeText(m_frames[frame].size());
        case Start: {
            const FrameLabel known = label();
            const QString start = startOf(frame, known, startChars);
            return known.note.isEmpty() ? start : QString(known.note + u"  ·  " + start);
        }
        case ColumnCount: break;
        }
        return {};
    case Qt::ToolTipRole:
        return toolTip(column, frame, label());
    case Qt::FontRole:
        return column == Start ? QVariant(theme::monospace()) : QVariant();
    case Qt::ForegroundRole:
        return colorOf(column, label());
    case Qt::TextAlignmentRole:
        return column == Number || column == Size ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                                  : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant FrameListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section == Number || section == Size ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                                    : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Number: return tr("Frame");
    case Role: return tr("Part");
    case Size: return tr("Size");
    case Start: return tr("Begins with");
    case ColumnCount: break;
    }
    return {};
}

} // namespace zmqscope
