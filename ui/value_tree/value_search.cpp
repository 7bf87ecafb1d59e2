// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/value_tree/value_search.h"

#include "core/value/gist.h"
#include "ui/value_tree/value_tree_model.h"

#include <QElapsedTimer>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr int sliceMs = 8;
constexpr int stepsPerLook = 64; ///< at the clock
constexpr qsizetype scalarChars = 100;

bool couldBeScalar(const QString &needle)
{
    const auto isDigit = [](QChar c) { return c.isDigit(); };
    if (std::any_of(needle.begin(), needle.end(), isDigit))
        return true;
    for (const QLatin1StringView word : {"true"_L1, "false"_L1, "null"_L1, "none"_L1, "undefined"_L1, "nan"_L1,
                                         "infinity"_L1, "-"_L1}) {
        if (QString(word).contains(needle, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

} // namespace

ValueSearch::ValueSearch(ValueTreeModel &model, QObject *parent)
    : QObject(parent)
    , m_model(model)
{
    m_turn.setSingleShot(true);
    m_turn.setInterval(0);
    connect(&m_turn, &QTimer::timeout, this, &ValueSearch::workOn);
    connect(&model, &QAbstractItemModel::modelReset, this, &ValueSearch::restart);
    connect(&model, &ValueTreeModel::pageRead, this, [this] {
        if (m_running)
            m_turn.start();
    });
}

void ValueSearch::setNeedle(const QString &needle)
{
    m_needle = needle;
    m_couldBeScalar = couldBeScalar(needle);
    m_bytes.reset();
    if (!needle.isEmpty())
        m_bytes.emplace(needle, Qt::CaseInsensitive);
    restart();
}

void ValueSearch::restart()
{
    m_matches.clear();
    m_levels.clear();
    m_cut = false;
    m_turn.stop();
    m_running = isActive() && (m_model.decoded() || m_model.isReading());
    if (m_running)
        m_turn.start();
    emit changed();
}

void ValueSearch::end(bool cut)
{
    m_running = false;
    m_cut = cut;
}

void ValueSearch::workOn()
{
    const DecodedFrame *decoded = m_model.decoded();
    if (!m_running || !decoded)
        return; // goes on when the page is read
    const ValueTree &tree = decoded->tree;
    if (m_levels.empty()) {
        if (matches(tree, tree.root()))
            add();
        m_levels.push_back({tree.root()});
    }
    const qsizetype before = m_matches.size();
    QElapsedTimer time;
    time.start();
    for (int steps = 0; m_running && (steps % stepsPerLook != 0 || time.elapsed() < sliceMs); ++steps) {
        if (!step(tree))
            break;
    }
    if (m_running && m_model.decoded())
        m_turn.start();
    if (!m_running || m_matches.size() != before)
        emit changed();
}

bool ValueSearch::step(const ValueTree &tree)
{
    Level &level = m_levels.back();
    if (level.next < tree.childCount(level.id)) {
        const qsizetype child = level.next++;
        const NodeId id = tree.child(level.id, child);
        if (matches(tree, id) || (tree.node(level.id).hasPairs() && matches(tree, tree.key(level.id, child))))
            add();
        if (tree.node(id).isContainer())
            m_levels.push_back({id});
        if (m_matches.size() >= maxMatches)
            end(true);
        return true;
    }
    if (tree.hasMore(level.id) && level.readFrom < level.next) {
        if (tree.memory() > maxTreeBytes) {
            end(true);
            return false;
        }
        // The tree is away until the page is there; when somebody else has one read, that is waited for.
        if (m_model.read(level.id, sliceMs))
            level.readFrom = level.next;
        return false;
    }
    m_levels.pop_back();
    if (m_levels.empty())
        end(tree.isCut());
    return m_running;
}

bool ValueSearch::matches(const ValueTree &tree, NodeId id) const
{
    const ValueNode &node = tree.node(id);
    if (node.label != 0 && node.isContainer() && m_bytes->isIn(tree.label(id)))
        return true;
    if (node.hasText())
        return m_bytes->isIn(node.bytes().first(std::min<qsizetype>(node.count, maxTextBytes)));
    if (node.isContainer() || node.kind == ValueKind::Reference || !m_couldBeScalar)
        return false;
    return valueText(tree, id, scalarChars).contains(m_needle, Qt::CaseInsensitive);
}

void ValueSearch::add()
{
    QList<qsizetype> position;
    position.reserve(qsizetype(m_levels.size()));
    for (const Level &level : m_levels)
        position.append(level.next - 1);
    m_matches.append(position);
}

} // namespace zmqscope
