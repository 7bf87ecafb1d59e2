// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/metrics/message_cursor.h"
#include "core/metrics/rate_history.h"
#include "core/metrics/round_trips.h"
#include "core/metrics/size_figures.h"
#include "core/metrics/topic_tree.h"

#include <QObject>
#include <QPointer>
#include <QTimer>
#include <array>

namespace zmqscope {

class Panel;

/// All figures of one panel. The rates run always, from the panel's counters; what has to look at each
/// message does so only while somebody watches, in short portions, oldest first. Messages that the log
/// lets go before their turn are counted as missed. Lives on the GUI thread.
class PanelFigures final : public QObject {
    Q_OBJECT
public:
    /// What is watched apart.
    enum class Part {
        Traffic, ///< sizes, gaps, round trips
        Topics,
    };
    /// A part works as long as somebody holds one of these for it.
    class Watch {
    public:
        Watch() = default;
        Watch(Watch &&other) noexcept
            : m_figures(std::exchange(other.m_figures, nullptr))
            , m_part(other.m_part)
        {
        }
        Watch &operator=(Watch &&other) noexcept
        {
            std::swap(m_figures, other.m_figures);
            std::swap(m_part, other.m_part);
            return *this;
        }
        ~Watch()
        {
            if (m_figures)
                m_figures->unwatch(m_part);
        }

    private:
        friend class PanelFigures;
        Watch(PanelFigures *figures, Part part)
            : m_figures(figures)
            , m_part(part)
        {
        }

        QPointer<PanelFigures> m_figures;
        Part m_part = Part::Traffic;
    };

    /// Messages are looked at for so long each time the panel publishes; at full ingest that is 1 % of
    /// the time, and what is left waits until less comes.
    static constexpr std::chrono::microseconds frameBudget{500};
    /// And for so long in a row when the panel is quiet and some are left.
    static constexpr std::chrono::microseconds quietBudget{4000};
    /// Rates are sampled so often while traffic flows.
    static constexpr int samplePeriodMs = 500;

    /// Both must outlive it.
    explicit PanelFigures(Panel &panel, const Clock &clock = Clock::system(), QObject *parent = nullptr);
    ~PanelFigures() override;

    /// The panel's own; lives as long as the panel.
    static PanelFigures &of(Panel &panel);

    Panel &panel() const { return m_panel; }
    const Clock &clock() const { return m_clock; }

    [[nodiscard]] Watch watch(Part part);
    bool isWatched(Part part) const { return follower(part).watchers > 0; }

    const RateHistory &rates() const { return m_rates; }
    const SizeFigures &sizes() const { return m_sizes; }
    const RoundTrips &roundTrips() const { return m_roundTrips; }
    const TopicTree &topics() const { return m_topics; }
    /// Brings what the tree tells of its nodes up to date.
    void updateTopics();

    /// Messages that went before they could be looked at.
    qint64 missed(Part part) const { return follower(part).cursor.missed(); }
    /// Messages that were looked at.
    qint64 examined(Part part) const { return follower(part).examined; }
    /// Messages that wait to be looked at.
    qint64 waiting(Part part) const;
    /// The last look left some: more come than can be looked at, or many were there at the start.
    bool isBehind(Part part) const { return follower(part).more; }

    /// Starts the part over with the messages that are in the log, or only with what comes.
    enum class Begin { WithLog, WithNext };
    void restart(Part part, Begin begin);

    /// False when the panel's sockets do not ask and answer: round trips then stay empty.
    bool hasRoundTrips() const { return m_hasRoundTrips; }
    /// Looks at the log again, by @p rule. An error says what is wrong with a field; nothing changes then.
    Result<void> setPairing(const PairingRule &rule);
    const PairingRule &pairing() const { return m_roundTrips.rule(); }

    bool hasTopics() const { return m_hasTopics; }
    void setSeparator(std::optional<char> separator);
    /// The field that holds a number which goes up by one with each message of a topic; empty = where the
    /// protocol says.
    Result<void> setNumberField(const QString &field);
    const QString &numberField() const { return m_numberField; }

signals:
    /// The part tells something new; at most once each time the panel publishes.
    void changed(zmqscope::PanelFigures::Part part);
    /// There is a new sample of the rates.
    void ratesChanged();

private:
    struct Follower {
        explicit Follower(const MessageStore &store)
            : cursor(store)
        {
        }

        MessageCursor cursor;
        int watchers = 0;
        qint64 examined = 0;
        qint64 missedBefore = 0; ///< what was told of
        bool more = false;
    };
    static constexpr std::array<Part, 2> parts{Part::Traffic, Part::Topics};

    Follower &follower(Part part) { return m_followers[std::size_t(part)]; }
    const Follower &follower(Part part) const { return m_followers[std::size_t(part)]; }
    void unwatch(Part part);
    void onPublished();
    void catchUp();
    void sampleRates();
    bool follow(Part part, std::chrono::microseconds budget);
    void take(Part part, const MessageView &message);
    void skip(Part part);
    void expireRequests();
    void scheduleExpiry();
    void chooseNumbers();

    Panel &m_panel;
    const Clock &m_clock;
    RateHistory m_rates;
    SizeFigures m_sizes;
    RoundTrips m_roundTrips;
    TopicTree m_topics;
    std::array<Follower, 2> m_followers;
    QList<QByteArray> m_subscriptions; ///< of all sides: what topics of one frame are told by
    bool m_hasRoundTrips = false;
    bool m_hasTopics = false;
    QString m_numberField;
    Timestamp m_topicsUntil; ///< the time of the last message that the topics have
    QTimer m_sampling;
    QTimer m_catchUp;
    QTimer m_expiry;
};

} // namespace zmqscope
