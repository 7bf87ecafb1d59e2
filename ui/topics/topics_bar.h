// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>

class QComboBox;

namespace zmqscope {

class FilterLine;

/// Above the topics: a search, what topics are split at, and a menu.
class TopicsBar final : public QWidget {
    Q_OBJECT
public:
    explicit TopicsBar(std::optional<char> separator, QWidget *parent = nullptr);

    FilterLine &search() const { return *m_search; }

signals:
    void searchChanged(const QString &text);
    /// The person is done with the search: the keyboard is for the topics.
    void left();
    void separatorChosen(std::optional<char> separator);
    /// Where the numbers of messages are is to be asked.
    void numbersRequested();
    void restartRequested();

private:
    FilterLine *m_search;
    QComboBox *m_separator;
};

} // namespace zmqscope
