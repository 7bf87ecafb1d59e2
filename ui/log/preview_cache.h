// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message.h"

#include <QCache>
#include <QString>

namespace zmqscope {

/// The previews of the rows that were shown last, so that painting them again decodes nothing.
class PreviewCache {
public:
    /// Some screens full of rows.
    static constexpr qsizetype maxRows = 512;
    /// Longer texts are for copying, once.
    static constexpr qsizetype maxChars = 1000;

    /// Null unless the preview was made for just as much room.
    const QString *find(MessageIndex index, qsizetype room) const
    {
        const Entry *entry = m_rows.object(index.value);
        return entry && entry->room == room ? &entry->text : nullptr;
    }
    void insert(MessageIndex index, qsizetype room, const QString &text)
    {
        if (room <= maxChars)
            m_rows.insert(index.value, new Entry{room, text});
    }
    void clear() { m_rows.clear(); }

private:
    struct Entry {
        qsizetype room;
        QString text;
    };
    QCache<quint64, Entry> m_rows{maxRows};
};

} // namespace zmqscope
