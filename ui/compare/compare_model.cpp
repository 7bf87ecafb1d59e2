// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_model.h"

#include "core/value/gist.h"
#include "core/value/plain_trees.h"
#include "ui/theme/theme.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr qsizetype cellChars = 300;
constexpr qsizetype tipChars = 4000;
constexpr int frameShift = 32; ///< an index holds the number of the frame above that of the row

} // namespace

void CompareModel::setComparison(std::shared_ptr<const MessageComparison> comparison)
{
    beginResetModel();
    m_comparison = std::move(comparison);
    m_changes.clear();
    endResetModel();
    if (m_comparison)
        collectChanges();
}

void CompareModel::collectChanges()
{
    for (std::size_t frame = 0; frame < m_comparison->frames.size(); ++frame) {
        const std::vector<DiffRow> &rows = m_comparison->frames[frame].diff.rows;
        std::vector<quint32> open{0};
        while (!open.empty()) {
            const quint32 at = open.back();
            open.pop_back();
            const DiffRow &row = rows[at];
            if (row.state == DiffState::Same)
                continue;
            if (row.childCount == 0) {
                const int place = at == 0 ? int(frame) : int(row.index);
                m_changes.push_back(createIndex(place, Key, quintptr(frame) << frameShift | at));
            }
            for (quint32 i = row.childCount; i-- > 0;)
                open.push_back(row.firstChild + i);
        }
    }
}

const ComparedFrame &CompareModel::frameOf(const QModelIndex &index) const
{
    return m_comparison->frames[std::size_t(index.internalId() >> frameShift)];
}

const DiffRow &CompareModel::rowOf(const QModelIndex &index) const
{
    return frameOf(index).diff.rows[std::size_t(quint32(index.internalId()))];
}

QModelIndex CompareModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, column, quintptr(row) << frameShift);
    const quintptr frame = parent.internalId() >> frameShift;
    return createIndex(row, column, frame << frameShift | (rowOf(parent).firstChild + quint32(row)));
}

QModelIndex CompareModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || quint32(index.internalId()) == 0)
        return {};
    const quintptr frame = index.internalId() >> frameShift;
    const quint32 above = rowOf(index).parent;
    const int row = above == 0 ? int(frame) : int(frameOf(index).diff.rows[above].index);
    return createIndex(row, 0, frame << frameShift | above);
}

int CompareModel::rowCount(const QModelIndex &parent) const
{
    if (!m_comparison || parent.column() > 0)
        return 0;
    return parent.isValid() ? int(rowOf(parent).childCount) : int(m_comparison->frames.size());
}

int CompareModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QString CompareModel::keyText(const QModelIndex &index) const
{
    const ComparedFrame &frame = frameOf(index);
    const DiffRow &row = rowOf(index);
    if (!index.parent().isValid())
        return tr("Frame %1 · %2").arg(index.row() + 1).arg(frame.reading);
    const DiffRow &above = rowOf(index.parent());
    const ValueTree &tree = row.hasLeft ? frame.left : frame.right;
    const NodeId parent = row.hasLeft ? above.left : above.right;
    const quint32 place = row.hasLeft ? row.leftIndex : row.rightIndex;
    if (!tree.node(parent).hasPairs())
        return row.hasLeft && row.hasRight && row.leftIndex != row.rightIndex
            ? tr("[%1] → [%2]").arg(row.leftIndex).arg(row.rightIndex)
            : QString(u'[' + QString::number(place) + u']');
    const NodeId key = tree.key(parent, place);
    return tree.node(key).kind == ValueKind::Null ? QString(u'[' + QString::number(place) + u']')
                                                  : valueText(tree, key, cellChars);
}

QString CompareModel::sideText(const QModelIndex &index, bool left, qsizetype maxChars) const
{
    const ComparedFrame &frame = frameOf(index);
    const DiffRow &row = rowOf(index);
    const bool isFrame = !index.parent().isValid();
    const bool present = left ? row.hasLeft && (!isFrame || frame.hasLeft) : row.hasRight && (!isFrame || frame.hasRight);
    if (!present)
        return isFrame ? tr("no such frame") : QString();
    const ValueTree &tree = left ? frame.left : frame.right;
    const NodeId id = left ? row.left : row.right;
    const bool isLine = tree.label(tree.root()) == QByteArrayView(linesLabel);
    return isLine && !isFrame ? valueText(tree, id, maxChars) : gist(tree, id, maxChars);
}

QVariant CompareModel::background(const QModelIndex &index) const
{
    switch (rowOf(index).state) {
    case DiffState::Same:
        return {};
    case DiffState::Changed:
        // What contains a change is named by its rows below; only they are filled.
        return rowOf(index).childCount == 0 && index.column() != Key ? theme::color(theme::Role::WarningFill) : QVariant();
    case DiffState::LeftOnly:
        return index.column() == Left ? theme::color(theme::Role::BadFill) : QVariant();
    case DiffState::RightOnly:
        return index.column() == Right ? theme::color(theme::Role::GoodFill) : QVariant();
    }
    return {};
}

QVariant CompareModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const bool isKey = index.column() == Key;
    switch (role) {
    case Qt::DisplayRole:
        return isKey ? keyText(index) : sideText(index, index.column() == Left, cellChars);
    case Qt::ToolTipRole:
        return isKey ? QString() : sideText(index, index.column() == Left, tipChars);
    case Qt::BackgroundRole:
        return background(index);
    case Qt::ForegroundRole:
        return rowOf(index).state == DiffState::Same ? theme::color(theme::Role::TextMuted) : QVariant();
    case Qt::FontRole:
        return isKey ? QVariant() : theme::monospace();
    case Qt::AccessibleDescriptionRole:
        switch (rowOf(index).state) {
        case DiffState::Same: return tr("the same");
        case DiffState::Changed: return tr("changed");
        case DiffState::LeftOnly: return tr("only on the left");
        case DiffState::RightOnly: return tr("only on the right");
        }
        return {};
    case StateRole:
        return int(rowOf(index).state);
    default:
        return {};
    }
}

QVariant CompareModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Key:
        return tr("Key");
    case Left:
        return m_comparison ? tr("Message %1").arg(m_comparison->left.index.value) : QString();
    case Right:
        return m_comparison ? tr("Message %1").arg(m_comparison->right.index.value) : QString();
    }
    return {};
}

} // namespace zmqscope
