// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/value_tree/value_tree_model.h"

#include "core/value/gist.h"

#include <QLocale>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {
/// More than a screen is high, several times over.
constexpr int cachedRows = 2000;
constexpr qsizetype tooltipChars = 2000;
/// Rows above the one that a window was moved for.
constexpr qsizetype rowsAround = 100;
} // namespace

ValueTreeModel::ValueTreeModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_rows(cachedRows)
    , m_job([this](Unfolded unfolded) { finishReading(std::move(unfolded)); })
{
}

ValueTreeModel::~ValueTreeModel() = default;

void ValueTreeModel::setFrame(std::shared_ptr<DecodedFrame> decoded)
{
    beginResetModel();
    m_job.cancel();
    m_rows.clear();
    m_byNode.clear();
    m_root.reset();
    m_decoded = std::move(decoded);
    if (m_decoded && m_decoded->tree.node(m_decoded->tree.root()).isContainer())
        m_root = makeBranch(nullptr, 0, m_decoded->tree.root());
    endResetModel();
}

bool ValueTreeModel::read(NodeId folded, int waitMs)
{
    if (isReading() || !m_decoded || !m_decoded->tree.hasMore(folded))
        return false;
    m_reading = folded;
    auto tree = std::make_shared<ValueTree>(std::move(m_decoded->tree));
    m_job.start([tree, folded, frame = m_decoded->frame, codec = m_decoded->codec](const std::atomic<bool> &stop) {
        DecodeLimits limits;
        limits.stop = &stop;
        Unfolded result{codec->expand(std::move(*tree), folded, limits), {}};
        if (ValueParents::areNeeded(result.tree))
            result.parents = ValueParents(result.tree);
        return result;
    }, waitMs);
    if (const auto branch = m_byNode.find(folded.value); isReading() && branch != m_byNode.end())
        updateRowBehind(*branch->second);
    return true;
}

void ValueTreeModel::finishReading(Unfolded unfolded)
{
    m_decoded->tree = std::move(unfolded.tree);
    m_decoded->parents = std::move(unfolded.parents);
    if (const auto found = m_byNode.find(m_reading.value); found != m_byNode.end()) {
        Branch &branch = *found->second;
        const bool wasAtEnd = branch.first + branch.shown == branch.known;
        const qsizetype known = m_decoded->tree.childCount(m_reading);
        branch.folded = m_decoded->tree.hasMore(m_reading) && known > branch.known;
        branch.known = known;
        if (wasAtEnd)
            addRows(branch, pageRows);
        updateRowBehind(branch);
        for (const Branch *changed = &branch; changed; changed = changed->parent) {
            const QModelIndex index = indexOf(changed);
            m_rows.remove({quintptr(changed->parent), changed->child});
            row(index); // at once: the tree may be away when it is painted
            emit dataChanged(index, index.siblingAtColumn(Type));
        }
    }
    emit pageRead();
}

std::unique_ptr<ValueTreeModel::Branch> ValueTreeModel::makeBranch(Branch *parent, qsizetype child, NodeId id) const
{
    auto branch = std::make_unique<Branch>();
    branch->parent = parent;
    branch->child = child;
    branch->id = id;
    branch->known = m_decoded->tree.childCount(id);
    branch->folded = m_decoded->tree.hasMore(id);
    branch->shown = std::min(branch->known, pageRows);
    branch->rowBehind = branch->wantsRowBehind();
    branch->tell();
    m_byNode[id.value] = branch.get();
    return branch;
}

ValueTreeModel::Branch *ValueTreeModel::branchBelow(Branch *parent, qsizetype child) const
{
    if (const auto found = parent->below.find(child); found != parent->below.end())
        return found->second.get();
    if (isReading())
        return nullptr;
    const NodeId id = m_decoded->tree.child(parent->id, child);
    if (!m_decoded->tree.node(id).isContainer())
        return nullptr;
    return parent->below.emplace(child, makeBranch(parent, child, id)).first->second.get();
}

std::optional<qsizetype> ValueTreeModel::childAt(const QModelIndex &index) const
{
    const auto *parent = static_cast<const Branch *>(index.internalPointer());
    if (!index.isValid() || !parent)
        return {};
    const qsizetype i = index.row() - (parent->rowBefore ? 1 : 0);
    return i >= 0 && i < parent->shown ? std::optional(parent->first + i) : std::nullopt;
}

ValueTreeModel::Branch *ValueTreeModel::branchOf(const QModelIndex &index) const
{
    if (!index.isValid() || index.column() != 0)
        return nullptr;
    auto *parent = static_cast<Branch *>(index.internalPointer());
    if (!parent)
        return m_root.get();
    const std::optional<qsizetype> child = childAt(index);
    return child ? branchBelow(parent, *child) : nullptr;
}

QModelIndex ValueTreeModel::indexOf(const Branch *branch) const
{
    if (!branch->parent)
        return createIndex(0, 0, nullptr);
    return createIndex(branch->parent->rowOf(branch->child), 0, branch->parent);
}

QModelIndex ValueTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? branchOf(parent) : nullptr);
}

QModelIndex ValueTreeModel::parent(const QModelIndex &index) const
{
    const auto *branch = static_cast<const Branch *>(index.internalPointer());
    return index.isValid() && branch ? indexOf(branch) : QModelIndex();
}

int ValueTreeModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return m_decoded ? 1 : 0;
    const Branch *branch = branchOf(parent);
    return branch ? branch->rows() : 0;
}

int ValueTreeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

bool ValueTreeModel::hasChildren(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return m_decoded != nullptr;
    if (parent.column() != 0)
        return false;
    if (const std::optional<NodeId> id = node(parent))
        return m_decoded->tree.childCount(*id) > 0 || m_decoded->tree.hasMore(*id);
    return rowCount(parent) > 0;
}

std::optional<NodeId> ValueTreeModel::node(const QModelIndex &index) const
{
    if (!index.isValid() || !m_decoded || isReading())
        return {};
    const auto *parent = static_cast<const Branch *>(index.internalPointer());
    if (!parent)
        return m_decoded->tree.root();
    const std::optional<qsizetype> child = childAt(index);
    return child ? std::optional(m_decoded->tree.child(parent->id, *child)) : std::nullopt;
}

bool ValueTreeModel::isMoreRow(const QModelIndex &index) const
{
    return index.isValid() && index.internalPointer() && !childAt(index);
}

void ValueTreeModel::addRows(Branch &branch, qsizetype count)
{
    const qsizetype added = std::min(count, branch.known - branch.first - branch.shown);
    if (added > 0) {
        const int row = branch.rowOf(branch.first + branch.shown);
        beginInsertRows(indexOf(&branch), row, row + int(added) - 1);
        branch.shown += added;
        endInsertRows();
    }
    updateRowBehind(branch);
}

void ValueTreeModel::updateRowBehind(Branch &branch)
{
    const QModelIndex parent = indexOf(&branch);
    const int row = branch.rowOf(branch.first + branch.shown);
    branch.tell();
    if (branch.wantsRowBehind() == branch.rowBehind) {
        if (branch.rowBehind)
            emit dataChanged(createIndex(row, 0, &branch), createIndex(row, Type, &branch));
    } else if (branch.rowBehind) {
        beginRemoveRows(parent, row, row);
        branch.rowBehind = false;
        endRemoveRows();
    } else {
        beginInsertRows(parent, row, row);
        branch.rowBehind = true;
        endInsertRows();
    }
}

void ValueTreeModel::dropBelow(Branch &branch)
{
    std::vector<const Branch *> open{&branch};
    while (!open.empty()) {
        const Branch *next = open.back();
        open.pop_back();
        for (const auto &[child, below] : next->below) {
            m_byNode.erase(below->id.value);
            open.push_back(below.get());
        }
    }
    branch.below.clear();
}

void ValueTreeModel::moveWindow(Branch &branch, qsizetype first)
{
    if (branch.rows() > 0) {
        beginRemoveRows(indexOf(&branch), 0, branch.rows() - 1);
        branch.shown = 0;
        branch.rowBefore = branch.rowBehind = false;
        m_rows.clear();
        dropBelow(branch);
        endRemoveRows();
    }
    const qsizetype shown = std::min(pageRows, branch.known - first);
    const bool behind = branch.folded || first + shown < branch.known;
    const int rows = int(shown) + (first > 0 ? 1 : 0) + (behind ? 1 : 0);
    beginInsertRows(indexOf(&branch), 0, rows - 1);
    branch.first = first;
    branch.shown = shown;
    branch.rowBefore = first > 0;
    branch.rowBehind = behind;
    branch.tell();
    endInsertRows();
}

bool ValueTreeModel::showMore(const QModelIndex &index, QModelIndex *place)
{
    if (!isMoreRow(index) || isReading())
        return false;
    Branch &branch = *static_cast<Branch *>(index.internalPointer());
    const qsizetype page = std::clamp(branch.shown, pageRows, mostPageRows);
    const bool before = branch.rowBefore && index.row() == 0;
    const qsizetype end = branch.first + branch.shown;
    if (!before && end == branch.known) {
        read(branch.id);
        return false;
    }
    if (branch.shown + page > windowRows) {
        const qsizetype last = before ? branch.first : end - 1;
        moveWindow(branch, std::max<qsizetype>(before ? last - pageRows / 2 : last - rowsAround, 0));
        if (place)
            *place = createIndex(branch.rowOf(last), 0, &branch);
        return true;
    }
    if (!before) {
        addRows(branch, page);
        return false;
    }
    const qsizetype added = std::min(page, branch.first);
    beginInsertRows(indexOf(&branch), 1, int(added));
    branch.first -= added;
    branch.shown += added;
    endInsertRows();
    branch.tell();
    if (branch.first == 0) {
        beginRemoveRows(indexOf(&branch), 0, 0);
        branch.rowBefore = false;
        endRemoveRows();
    } else {
        emit dataChanged(index, index.siblingAtColumn(Type));
    }
    return false;
}

QModelIndex ValueTreeModel::reveal(const QList<qsizetype> &position)
{
    if (!m_decoded || isReading())
        return {};
    QModelIndex result = createIndex(0, 0, nullptr);
    Branch *branch = m_root.get();
    for (const qsizetype child : position) {
        if (!branch || child < 0 || child >= branch->known)
            return {};
        const qsizetype end = branch->first + branch->shown;
        if (child >= end && child < end + pageRows && branch->shown + pageRows <= windowRows)
            addRows(*branch, pageRows);
        else if (child < branch->first || child >= end)
            moveWindow(*branch, child < pageRows ? 0 : child - rowsAround);
        result = createIndex(branch->rowOf(child), 0, branch);
        branch = branchBelow(branch, child);
    }
    return result;
}

QModelIndex ValueTreeModel::target(const QModelIndex &index)
{
    const std::optional<NodeId> id = node(index);
    if (!id || m_decoded->tree.node(*id).kind != ValueKind::Reference)
        return {};
    const auto position = valuePosition(m_decoded->tree, m_decoded->parents, {m_decoded->tree.node(*id).first});
    return position ? reveal(*position) : QModelIndex();
}

QString ValueTreeModel::step(const QModelIndex &index) const
{
    const std::optional<qsizetype> child = childAt(index);
    if (isReading() || !child)
        return {};
    return valueStep(m_decoded->tree, static_cast<const Branch *>(index.internalPointer())->id, *child);
}

QString ValueTreeModel::path(const QModelIndex &index) const
{
    if (!node(index))
        return {};
    QString result;
    for (QModelIndex at = index; at.internalPointer(); at = parent(at))
        result.prepend(step(at));
    return u'$' + result;
}

const ValueRow *ValueTreeModel::row(const QModelIndex &index) const
{
    const auto *parent = static_cast<const Branch *>(index.internalPointer());
    const std::optional<qsizetype> child = childAt(index);
    const QPair<quintptr, qsizetype> key(quintptr(parent), child.value_or(0));
    if (const ValueRow *known = m_rows.object(key))
        return known;
    if (isReading())
        return nullptr;
    auto *made = new ValueRow(parent ? childRow(*m_decoded, parent->id, *child) : rootRow(*m_decoded));
    m_rows.insert(key, made);
    return made;
}

QString ValueTreeModel::moreText(const Branch &branch, int row) const
{
    if (branch.rowBefore && row == 0)
        return tr("… %1 before").arg(QLocale().toString(branch.toldBefore));
    if (isReading() && m_reading == branch.id)
        return tr("Reading…");
    if (branch.folded)
        return tr("… more");
    return tr("… %1 more").arg(QLocale().toString(branch.toldBehind));
}

Qt::ItemFlags ValueTreeModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    return index.isValid() && !isMoreRow(index) ? flags | Qt::ItemIsDragEnabled : flags;
}

QVariant ValueTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto column = Column(index.column());
    const auto ours = [](bool italic) {
        QFont font;
        font.setItalic(italic);
        return font;
    };
    if (isMoreRow(index)) {
        switch (role) {
        case Qt::DisplayRole:
            return column == Key ? QVariant(moreText(*static_cast<const Branch *>(index.internalPointer()), index.row()))
                                 : QVariant();
        case Qt::FontRole: return ours(true);
        case Qt::ForegroundRole: return theme::color(theme::Role::Accent);
        case Qt::ToolTipRole: return tr("Enter or a double click shows more");
        default: return {};
        }
    }
    const ValueRow *shown = row(index);
    if (!shown)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return column == Key ? shown->key : column == Value ? shown->value : shown->type;
    case Qt::FontRole:
        if (column == Type || (column == Key && shown->keyIsOurs))
            return ours(column == Key && shown->keyIsSection);
        return column == Value && shown->valueIsOurs ? ours(true) : theme::monospace();
    case Qt::ForegroundRole:
        if (column == Value)
            return theme::color(shown->tone);
        return column == Key && !shown->keyIsOurs ? QVariant() : QVariant(theme::color(theme::Role::TextMuted));
    case Qt::ToolTipRole: {
        // Entities keep the payload from being taken for rich text.
        const std::optional<NodeId> id = node(index);
        if (!id || column == Type)
            return {};
        const QString text = column == Key ? path(index) : rowValueText(*m_decoded, *id, tooltipChars);
        return text.size() <= 40 && column == Value ? QVariant() : QVariant(text.toHtmlEscaped());
    }
    default:
        return {};
    }
}

QVariant ValueTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Key: return tr("Key");
    case Value: return tr("Value");
    case Type: return tr("Type");
    case ColumnCount: break;
    }
    return {};
}

} // namespace zmqscope
