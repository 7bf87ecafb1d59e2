// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"
#include "core/metrics/field_path.h"
#include "core/metrics/message_cursor.h"
#include "core/metrics/time_series.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <memory>

namespace zmqscope {

class MessageReader;
class Panel;

/// Which numbers are followed.
struct FieldQuery {
    FieldPath path;
    /// Only messages whose first frame is this; all messages without.
    std::optional<QByteArray> topic;
    std::optional<Direction> direction;
    /// What a person reads the frame as, for CodecRegistry::resolve(); empty: what rules, protocol
    /// and the bytes themselves say.
    QString codecId;

    bool operator==(const FieldQuery &) const = default;
};

/// Follows one field of the messages of a panel as values over time, from the messages at hand on.
/// Works in portions that are short enough for the GUI thread; what went before it could be read is
/// counted, and so are messages that have no such number.
class FieldSeries final : public QObject {
    Q_OBJECT
public:
    /// Microseconds of work at a time, and the milliseconds of rest in between while there is more.
    static constexpr int budgetUs = 2000;
    static constexpr int pauseMs = 10;
    /// One message must not take longer than a portion: fields behind so many values are not found.
    static constexpr qsizetype maxNodes = 50'000;
    /// What is packed is unpacked to no more.
    static constexpr qsizetype maxUnpackedBytes = 4 * 1024 * 1024;
    /// Formats are remembered for so many topics; beyond that they are found out anew.
    static constexpr qsizetype maxTopics = 1000;

    FieldSeries(Panel &panel, const FieldQuery &query, QObject *parent = nullptr);
    ~FieldSeries() override;

    const FieldQuery &query() const { return m_query; }
    std::shared_ptr<const TimeSeries> points() const { return m_points; }
    /// Null when it is gone.
    Panel *panel() const;
    /// Messages that had no such number; those of other topics and directions not counted.
    qint64 withoutNumber() const { return m_withoutNumber; }
    /// Messages that left the log before they were read.
    qint64 gone() const { return m_gone; }
    /// There are messages that were not read yet.
    bool isBehind() const { return m_behind; }

    bool hasEnded() const { return !m_following; }
    /// No more of the panel's messages are read; what is there stays.
    void end();
    /// Goes on where end() was, as long as the panel is there.
    void resume();

signals:
    /// There are more points, or another of the figures changed.
    void changed();

private:
    struct Read {
        std::optional<double> value;
        bool fits = false; ///< the bytes are of that format, with such a number or without
    };

    void follow();
    void look(const MessageView &message);
    std::optional<double> read(const MessageView &message);
    Read readAs(const Codec &codec, QByteArrayView bytes) const;
    void forgetFormats();

    FieldQuery m_query;
    QPointer<Panel> m_panel;
    MessageReader *m_reader = nullptr; ///< the panel's
    std::optional<MessageCursor> m_cursor; ///< while the panel is there
    std::shared_ptr<TimeSeries> m_points = std::make_shared<TimeSeries>();
    CodecPtr m_chosen; ///< FieldQuery::codecId
    QHash<QByteArray, CodecPtr> m_formats; ///< what fitted last, by topic
    QMetaObject::Connection m_published;
    QTimer m_timer;
    qint64 m_withoutNumber = 0;
    qint64 m_gone = 0;
    bool m_behind = false;
    bool m_following = false;
};

} // namespace zmqscope
