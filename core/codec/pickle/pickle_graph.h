// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/value/value_node.h"

#include <cstring>
#include <memory>
#include <vector>

namespace zmqscope {

/// What an object of a PickleGraph is.
enum class PickleKind : quint8 {
    List,
    Tuple,
    Set,
    FrozenSet,
    Dict,         ///< keys and values alternate
    Call,         ///< callable, args, kwargs (Null when there are none), then pairs of a Symbol and its part
    PersistentId, ///< the id, then what was changed of the object
    Changed,      ///< a name or other unknown leaf, then what was changed of it
    ReadOnly,     ///< the object below
};

/// Some of the values of an object. They lie behind it.
struct PickleChunk
{
    PickleChunk *next = nullptr;
    quint32 count = 0;
    quint32 capacity = 0;

    ValueNode *values() { return reinterpret_cast<ValueNode *>(this + 1); }
    const ValueNode *values() const { return reinterpret_cast<const ValueNode *>(this + 1); }
};

/// What has an identity, and may be changed after it was made.
struct PickleObject
{
    static constexpr quint32 none = ~quint32(0);

    PickleKind kind = PickleKind::List;
    bool hashable = false;
    bool bare = false;     ///< a Call: of a name, with no arguments
    bool cut = false;      ///< more was to come
    bool inlined = false;  ///< its values stand in the tree as those of another object
    quint32 begin = 0;
    quint32 end = 0;
    quint32 count = 0;     ///< of its values
    quint32 items = none;  ///< of what is no list: the List of what was appended
    quint32 pairs = none;  ///< of what is no dict: the Dict of what was set
    quint32 place = none;  ///< its NodeId, once it has one
    PickleChunk *first = nullptr;
    PickleChunk *last = nullptr;
};

/// What a pickle builds: objects in one array, their values in memory that is given back as a whole, or kept
/// for the next pickle, for to get fresh memory takes the system longer than filling it takes us. A value
/// is a ValueNode: a leaf as it will stand in the tree, or of kind Reference where ValueNode::first is the
/// number of an object.
class PickleGraph
{
public:
    quint32 make(PickleKind kind, quint32 begin, quint32 end)
    {
        PickleObject &object = m_objects.emplace_back();
        object.kind = kind;
        object.begin = begin;
        object.end = end;
        return quint32(m_objects.size() - 1);
    }
    /// Empties the graph.
    void clear();
    PickleObject &operator[](quint32 number) { return m_objects[number]; }
    const PickleObject &operator[](quint32 number) const { return m_objects[number]; }
    /// Of a value of kind Reference.
    PickleObject &of(const ValueNode &value) { return m_objects[value.first]; }
    bool isObject(const ValueNode &value, PickleKind kind) const
    {
        return value.kind == ValueKind::Reference && m_objects[value.first].kind == kind;
    }
    /// The value that stands for an object, said by the bytes begin ≤ i < end.
    static ValueNode value(quint32 number, quint32 begin, quint32 end)
    {
        ValueNode node;
        node.kind = ValueKind::Reference;
        node.begin = begin;
        node.end = end;
        node.first = number;
        return node;
    }

    void append(PickleObject &object, const ValueNode *values, std::size_t count)
    {
        while (count > 0) {
            if (!object.last || object.last->count == object.last->capacity)
                addChunk(object, count);
            PickleChunk &chunk = *object.last;
            const std::size_t fits = std::min<std::size_t>(count, chunk.capacity - chunk.count);
            std::memcpy(static_cast<void *>(chunk.values() + chunk.count), values, fits * sizeof(ValueNode));
            chunk.count += quint32(fits);
            object.count += quint32(fits);
            values += fits;
            count -= fits;
        }
    }
    void append(PickleObject &object, const ValueNode &value) { append(object, &value, 1); }
    /// Value @p i of an object, i < count.
    ValueNode &at(PickleObject &object, std::size_t i)
    {
        PickleChunk *chunk = object.first;
        while (i >= chunk->count) {
            i -= chunk->count;
            chunk = chunk->next;
        }
        return chunk->values()[i];
    }

private:
    struct Block
    {
        std::unique_ptr<std::byte[]> memory;
        std::size_t bytes;
    };
    void addChunk(PickleObject &object, std::size_t count);
    void takeBlock(std::size_t bytes);

    std::vector<PickleObject> m_objects;
    std::vector<Block> m_blocks;
    std::size_t m_nextBlock = 0; ///< those before it are in use
    std::byte *m_free = nullptr; ///< the rest of the newest of them
    std::size_t m_freeBytes = 0;
};

} // namespace zmqscope
