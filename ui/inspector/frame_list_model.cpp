// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/frame_list_model.h"

#include "core/codec/text_escapes.h"
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

void FrameListModel::setMessage(const StoreSnapshot &owner, MessageIndex index, const Envelope &envelope)
{
    beginResetModel();
    const std::optional<MessageView> message = owner.at(index);
    m_owner = owner;
    m_frames = message ? message->frames : FrameSpan();
    m_envelope = envelope;
    endResetModel();
}

int FrameListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(std::min<qsizetype>(m_frames.count(), std::numeric_limits<int>::max()));
}

int FrameListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString FrameListModel::startOf(qsizetype frame, qsizetype maxChars) const
{
    const QByteArrayView bytes = m_frames[frame];
    switch (m_envelope.roleOf(frame)) {
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

QVariant FrameListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const qsizetype frame = index.row();
    switch (role) {
    case Qt::DisplayRole:
        switch (Column(index.column())) {
        case Number: return frame + 1;
        case Role: return frameRoleText(m_envelope.roleOf(frame));
        case Size: return LogText::sizeText(m_frames[frame].size());
        case Start: return startOf(frame, startChars);
        case ColumnCount: break;
        }
        return {};
    case Qt::ToolTipRole:
        if (index.column() == Size)
            return tr("%1 bytes").arg(QLocale().toString(m_frames[frame].size()));
        // Entities keep the payload from being taken for rich text.
        return index.column() == Start ? QVariant(startOf(frame, tooltipChars).toHtmlEscaped()) : QVariant();
    case Qt::FontRole:
        return index.column() == Start ? QVariant(theme::monospace()) : QVariant();
    case Qt::ForegroundRole:
        return m_envelope.roleOf(frame) == FrameRole::Body || index.column() == Start
            ? QVariant()
            : QVariant(theme::color(theme::Role::TextMuted));
    case Qt::TextAlignmentRole:
        return index.column() == Number || index.column() == Size ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
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
