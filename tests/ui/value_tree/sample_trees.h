// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/value/value_tree_assembler.h"
#include "core/value/value_tree_builder.h"
#include "ui/value_tree/decoded_frame.h"

namespace zmqscope {

/// A list of as many integers as its bytes are long, 0, 1, 2 …, which are decoded page by page.
class CountingCodec final : public Codec
{
public:
    QString id() const override { return QStringLiteral("counting"); }
    QString name() const override { return id(); }
    QString hint() const override { return {}; }
    Recognition recognise(QByteArrayView, qsizetype) const override { return {}; }
    Result<DecodedText> decode(QByteArrayView, qsizetype) const override { return DecodedText{}; }
    Result<QByteArray> encode(const QString &) const override { return QByteArray(); }
    bool decodesTree() const override { return true; }
    ValueTree decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const override
    {
        ValueTreeBuilder tree(bytes, limits);
        tree.addFolded(ValueKind::List, 0, bytes.size(), 0);
        return tree.finish();
    }
    ValueTree expand(ValueTree tree, NodeId folded, const DecodeLimits &limits) const override
    {
        ValueTreeBuilder page(std::move(tree), folded, limits);
        qint64 at = page.resume();
        const qint64 end = std::min<qint64>(page.source().size(), at + DecodeLimits::pageChildren);
        for (; at < end; ++at)
            page.addInt(at, at, at + 1);
        return page.finishPage(at, at == page.source().size());
    }
};

/// So many integers in a list that is decoded page by page.
inline std::shared_ptr<DecodedFrame> foldedList(qsizetype count)
{
    const QByteArray bytes(count, 'x');
    return std::make_shared<DecodedFrame>(decodeFrame({{}, bytes, bytes}, std::make_shared<CountingCodec>(), {}));
}

/// A tree that was made by a test; @p fill gets a builder over @p bytes.
template <typename Fill>
std::shared_ptr<DecodedFrame> builtTree(const QByteArray &bytes, Fill fill)
{
    auto decoded = std::make_shared<DecodedFrame>();
    decoded->frame = {{}, bytes, bytes};
    decoded->codec = std::make_shared<CountingCodec>();
    ValueTreeBuilder tree(decoded->frame.bytes, {});
    fill(tree);
    decoded->tree = tree.finish();
    decoded->parents = ValueParents(decoded->tree);
    return decoded;
}

/// So many integers in a list that is there at once.
inline std::shared_ptr<DecodedFrame> eagerList(qsizetype count)
{
    return builtTree(QByteArray(1, 'x'), [count](ValueTreeBuilder &tree) {
        tree.open(ValueKind::List, 0);
        for (qsizetype i = 0; i < count; ++i)
            tree.addInt(i, 0, 0);
        tree.close(1);
    });
}

inline void addText(ValueTreeBuilder &tree, QByteArrayView text, ValueKind kind = ValueKind::Text)
{
    tree.addText(kind, tree.store(text), 0, 0);
}

/// {"event": "start", "a b": [1, [true, null]], 7: {}, "obj": pkg.Cls(5, name="x"; state: {"k": 2})}
inline std::shared_ptr<DecodedFrame> mixedTree()
{
    return builtTree("0123456789", [](ValueTreeBuilder &tree) {
        tree.open(ValueKind::Map, 0);
        addText(tree, "event");
        tree.addText(ValueKind::Text, tree.store("start"), 2, 5);
        addText(tree, "a b");
        tree.open(ValueKind::List, 0);
        tree.addInt(1, 0, 0);
        tree.open(ValueKind::List, 0, tree.labelOf("tuple"));
        tree.addBool(true, 0, 0);
        tree.addNull(0, 0);
        tree.close(0);
        tree.close(0);
        tree.addInt(7, 0, 0);
        tree.open(ValueKind::Map, 0);
        tree.close(0);
        addText(tree, "obj");
        tree.open(ValueKind::Object, 0, tree.labelOf("pkg.Cls"));
        tree.addNull(0, 0);
        tree.addInt(5, 0, 0);
        addText(tree, "name");
        addText(tree, "x");
        addText(tree, "state", ValueKind::Symbol);
        tree.open(ValueKind::Map, 0);
        addText(tree, "k");
        tree.addInt(2, 0, 0);
        tree.close(0);
        tree.close(0);
        tree.close(10);
    });
}

/// {"items": [1, 2, [3]], "same": → $.items[2], "self": → $}
inline std::shared_ptr<DecodedFrame> treeWithReferences()
{
    auto decoded = std::make_shared<DecodedFrame>();
    const QByteArray bytes("source");
    decoded->frame = {{}, bytes, bytes};
    decoded->codec = std::make_shared<CountingCodec>();
    ValueTreeAssembler tree(decoded->frame.bytes);
    const auto container = [&tree](NodeId id, ValueKind kind, quint32 nodes) {
        const NodeId first = tree.reserveChildren(id, nodes);
        tree.at(id).kind = kind;
        return first;
    };
    const auto text = [&tree](NodeId id, QByteArrayView what) {
        const QByteArrayView stored = tree.store(what);
        ValueNode &node = tree.at(id);
        node.kind = ValueKind::Text;
        node.text = stored.data();
        node.count = quint32(stored.size());
    };
    const auto integer = [&tree](NodeId id, qint64 value) {
        tree.at(id).kind = ValueKind::Int;
        tree.at(id).i = value;
    };
    const auto reference = [&tree](NodeId id, NodeId target) {
        tree.at(id).kind = ValueKind::Reference;
        tree.at(id).first = target.value;
    };
    const quint32 pairs = container(tree.root(), ValueKind::Map, 6).value;
    text({pairs}, "items");
    const quint32 items = container({pairs + 1}, ValueKind::List, 3).value;
    integer({items}, 1);
    integer({items + 1}, 2);
    integer(container({items + 2}, ValueKind::List, 1), 3);
    text({pairs + 2}, "same");
    reference({pairs + 3}, {items + 2});
    text({pairs + 4}, "self");
    reference({pairs + 5}, tree.root());
    decoded->tree = tree.finish();
    decoded->parents = ValueParents(decoded->tree);
    return decoded;
}

} // namespace zmqscope
