// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/reading_rules.h"

#include <QAbstractTableModel>

namespace zmqscope {

class MessageReader;

/// The reading rules of a panel, in the order they hold. Follows the panel; edits go through
/// Panel::setReadingRules().
class RuleModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Format, Where, ColumnCount };

    /// @p reader must outlive the model.
    explicit RuleModel(const MessageReader &reader, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const MessageReader &m_reader;
};

/// The names of a rule's place with those of its protocol: "frame “content”, messages of Jupyter".
QString ruleText(const ReadingRule &rule, const MessageReader &reader);
/// "MessagePack", "gzip of JSON"; the id itself where the format is not known.
QString formatText(const QString &codecId);

} // namespace zmqscope
