// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topics/topic_model.h"

#include "core/base/text_escapes.h"
#include "core/metrics/panel_figures.h"
#include "ui/controls/count_text.h"
#include "ui/controls/duration_text.h"
#include "ui/theme/theme.h"
#include "ui/topics/topic_order.h"
#include "ui/topics/topic_values.h"

#include <QLocale>
#include <algorithm>

namespace zmqscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxTopicChars = 200;

/// Messages a second: "0", "0.25", "12.5", "1,234", "120 k".
QString rateText(double rate)
{
    if (rate >= 100)
        return shortCount(qint64(rate + 0.5));
    const QLocale locale;
    if (rate >= 10)
        return locale.toString(rate, 'f', 1);
    return rate > 0 ? locale.toString(rate, 'f', 2) : locale.toString(0);
}

QString ageText(Timestamp since, Timestamp now)
{
    constexpr qint64 second = 1'000'000'000;
    return now.ns - since.ns < second ? TopicModel::tr("now") : durationSince(since, now);
}

} // namespace

TopicModel::TopicModel(const PanelFigures &figures, const TopicValues &values, QObject *parent)
    : QAbstractItemModel(parent)
    , m_figures(figures)
    , m_values(values)
{
    build();
    // Nodes of a tree that was made anew are others, at once.
    connect(&figures, &PanelFigures::changed, this, [this] {
        if (tree().revision() != m_revision)
            refresh();
    });
}

const TopicTree &TopicModel::tree() const
{
    return m_figures.topics();
}

bool TopicModel::matches(TopicNode node) const
{
    return m_needle.isEmpty() || tree().topic(node).toLower().contains(m_needle);
}

void TopicModel::sort(Rows &nodes) const
{
    std::ranges::sort(nodes,
        [this](TopicNode a, TopicNode b) { return isBefore(tree().node(a).part, tree().node(b).part); });
}

QHash<TopicNode, TopicModel::Rows> TopicModel::wanted(TopicNode from)
{
    QHash<TopicNode, Rows> byParent;
    m_rows.resize(std::size_t(tree().nodeCount()));
    m_shown.resize(std::size_t(tree().nodeCount()), false);
    for (TopicNode node = from; node < tree().nodeCount(); ++node) {
        if (!matches(node))
            continue;
        for (TopicNode at = node; !m_shown[std::size_t(at)]; at = tree().node(at).parent) {
            m_shown[std::size_t(at)] = true;
            byParent[tree().node(at).parent].push_back(at);
        }
    }
    for (Rows &rows : byParent)
        sort(rows);
    return byParent;
}

void TopicModel::build()
{
    m_rows.assign(1, {});
    m_shown.assign(1, true);
    QHash<TopicNode, Rows> byParent = wanted(1);
    for (auto rows = byParent.begin(); rows != byParent.end(); ++rows)
        m_rows[std::size_t(rows.key())] = std::move(rows.value());
    m_known = tree().nodeCount();
    m_revision = tree().revision();
}

void TopicModel::refresh()
{
    if (tree().revision() != m_revision) {
        beginResetModel();
        build();
        endResetModel();
        return;
    }
    if (m_known == tree().nodeCount())
        return;
    const std::vector<bool> before = m_shown;
    const QHash<TopicNode, Rows> byParent = wanted(m_known);
    m_known = tree().nodeCount();
    const auto hasRow = [&before](TopicNode node) {
        return std::size_t(node) < before.size() && before[std::size_t(node)];
    };
    // What is below new rows is there when they are.
    for (auto rows = byParent.cbegin(); rows != byParent.cend(); ++rows) {
        if (!hasRow(rows.key()))
            m_rows[std::size_t(rows.key())] = rows.value();
    }
    for (auto rows = byParent.cbegin(); rows != byParent.cend(); ++rows) {
        if (hasRow(rows.key()))
            insert(rows.key(), rows.value());
    }
}

/// Neighbours are inserted together.
void TopicModel::insert(TopicNode parent, const Rows &sorted)
{
    Rows &rows = m_rows[std::size_t(parent)];
    const QModelIndex index = indexOf(parent);
    const auto before = [this](TopicNode a, TopicNode b) {
        return isBefore(tree().node(a).part, tree().node(b).part);
    };
    for (auto next = sorted.begin(); next != sorted.end();) {
        const auto place = std::ranges::lower_bound(rows, *next, before);
        const auto end =
            place == rows.end() ? sorted.end() : std::lower_bound(next, sorted.end(), *place, before);
        const auto first = int(place - rows.begin());
        beginInsertRows(index, first, first + int(end - next) - 1);
        rows.insert(place, next, end);
        endInsertRows();
        next = end;
    }
}

void TopicModel::setSearch(const QString &text)
{
    if (text == m_search)
        return;
    beginResetModel();
    m_search = text;
    m_needle = text.toUtf8().toLower();
    build();
    endResetModel();
}

qsizetype TopicModel::shownTopics() const
{
    if (m_needle.isEmpty())
        return tree().topicCount();
    qsizetype count = 0;
    for (TopicNode node = 1; node < m_known; ++node)
        count += m_shown[std::size_t(node)] && tree().node(node).isTopic;
    return count;
}

TopicNode TopicModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? TopicNode(index.internalId()) : -1;
}

QByteArray TopicModel::topicOf(const QModelIndex &index) const
{
    return index.isValid() ? tree().topic(nodeOf(index)) : QByteArray();
}

QModelIndex TopicModel::indexOf(TopicNode node) const
{
    if (node <= 0 || node >= m_known || !m_shown[std::size_t(node)])
        return {};
    const Rows &rows = m_rows[std::size_t(tree().node(node).parent)];
    const auto place = std::ranges::lower_bound(rows, node,
        [this](TopicNode a, TopicNode b) { return isBefore(tree().node(a).part, tree().node(b).part); });
    return createIndex(int(place - rows.begin()), 0, quintptr(node));
}

QModelIndex TopicModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const auto above = std::size_t(parent.isValid() ? nodeOf(parent) : 0);
    return createIndex(row, column, quintptr(m_rows[above][std::size_t(row)]));
}

QModelIndex TopicModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexOf(tree().node(nodeOf(index)).parent) : QModelIndex();
}

int TopicModel::rowCount(const QModelIndex &parent) const
{
    if (parent.column() > 0)
        return 0;
    return int(m_rows[std::size_t(parent.isValid() ? nodeOf(parent) : 0)].size());
}

int TopicModel::columnCount(const QModelIndex &) const
{
    return columns;
}

QVariant TopicModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::AlignVCenter | (section == Topic || section == LastValue ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::DisplayRole) {
        switch (Column(section)) {
        case Topic:
            return tr("Topic");
        case Count:
            return tr("Count");
        case Rate:
            return tr("msg/s");
        case Age:
            return tr("Age");
        case LastValue:
            return tr("Last value");
        case Gaps:
            return tr("Missing");
        }
    }
    if (role == Qt::ToolTipRole) {
        switch (Column(section)) {
        case Count:
            return tr("Messages of the topic and of all below it");
        case Rate:
            return tr("Messages a second, of late");
        case Age:
            return tr("How long ago the last message came");
        case Gaps:
            return tr("Messages that are missing by their numbers, where they carry one");
        default:
            return {};
        }
    }
    return {};
}

QString TopicModel::topicText(TopicNode node) const
{
    const QByteArray &part = tree().node(node).part;
    if (!part.isEmpty())
        return previewText(part, maxTopicChars);
    return tree().node(node).parent == 0 && tree().node(node).children.empty() ? tr("(no topic)")
                                                                               : tr("(empty)");
}

QString TopicModel::valueText(TopicNode node) const
{
    const TopicTree::Node &topic = tree().node(node);
    if (!topic.isTopic)
        return topic.topicsBelow == 1 ? tr("1 topic")
                                      : tr("%1 topics").arg(QLocale().toString(topic.topicsBelow));
    const QString text = m_values.text(topic.own.last, maxValueChars);
    return text.isNull() ? tr("no longer kept") : text;
}

QString TopicModel::gapsText(const TopicFigures &figures) const
{
    if (figures.numbered == 0)
        return u"–"_s;
    return figures.missing == 0 ? tr("none")
                                : shortCount(qint64(std::min<quint64>(figures.missing, quint64(INT64_MAX))));
}

QString TopicModel::gapsToolTip(const TopicFigures &figures) const
{
    if (figures.numbered == 0)
        return tr("No number is known in the messages: the menu at the top right says where one is.");
    const QLocale locale;
    QStringList parts{tr("%1 with a number").arg(locale.toString(figures.numbered)),
        tr("%1 missing, in %2 places").arg(locale.toString(figures.missing), locale.toString(figures.gaps))};
    if (figures.restarts > 0)
        parts += tr("counted back or repeated %1 times").arg(locale.toString(figures.restarts));
    return parts.join(u"\n"_s);
}

QString TopicModel::text(TopicNode node, int column) const
{
    const TopicFigures &figures = tree().node(node).all;
    switch (Column(column)) {
    case Topic:
        return topicText(node);
    case Count:
        return QLocale().toString(figures.messages);
    case Rate:
        return rateText(figures.rate);
    case Age:
        return figures.messages > 0 ? ageText(figures.lastTime, m_figures.clock().now()) : QString();
    case LastValue:
        return valueText(node);
    case Gaps:
        return gapsText(figures);
    }
    return {};
}

QVariant TopicModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const TopicNode node = nodeOf(index);
    const TopicFigures &figures = tree().node(node).all;
    switch (role) {
    case Qt::DisplayRole:
        return text(node, index.column());
    case Qt::TextAlignmentRole:
        return headerData(index.column(), Qt::Horizontal, role);
    case Qt::ForegroundRole:
        if (index.column() == Gaps && figures.missing > 0)
            return theme::color(theme::Role::Warning);
        if (index.column() == Topic || (index.column() == LastValue && tree().node(node).isTopic))
            return {};
        return theme::color(theme::Role::TextMuted);
    case Qt::ToolTipRole:
        if (index.column() == Topic)
            return previewText(tree().topic(node), maxTopicChars);
        if (index.column() == Gaps)
            return gapsToolTip(figures);
        return index.column() == LastValue ? QVariant(valueText(node)) : QVariant();
    default:
        return {};
    }
}

} // namespace zmqscope
