// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/positioned_json.h"
#include "core/profile/profile.h"

#include <QCoreApplication>
#include <initializer_list>
#include <optional>

namespace zmqscope::profile_json {

/// What could not be used of a document, with key and line.
class JsonProblems
{
public:
    explicit JsonProblems(const PositionedJson &document) : m_document(document) {}

    void add(const QString &key, const QString &text);
    void addAt(int line, const QString &key, const QString &text);
    /// In the order of the file.
    QList<ProfileProblem> sorted() const;

    /// JSON text of what is to be kept for saving; empty when that is nothing.
    static QByteArray kept(const nlohmann::ordered_json &json);
    /// The panel without passwords and keys that someone wrote into it by hand.
    static nlohmann::ordered_json withoutSecrets(nlohmann::ordered_json panel);

private:
    const PositionedJson &m_document;
    QList<ProfileProblem> m_problems;
};

/// An object (or list) of the document with the place where it stands. Every value is asked for
/// with what it is when it is missing or wrong; what is wrong becomes a problem.
class JsonFields
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::Profile)

public:
    /// @p json and @p problems must outlive this.
    JsonFields(const nlohmann::ordered_json &json, QString path, JsonProblems &problems)
        : m_json(&json), m_path(std::move(path)), m_problems(&problems)
    {
    }

    const nlohmann::ordered_json &json() const { return *m_json; }
    /// "panels[0].name"
    QString pathOf(const char *key) const;
    bool has(const char *key) const { return m_json->contains(key); }

    QString text(const char *key, const QString &fallback = {}) const;
    bool flag(const char *key, bool fallback) const;
    qint64 number(const char *key, qint64 fallback, qint64 minimum, qint64 maximum) const;
    /// Text means its UTF-8 bytes, {"base64": "…"} any. Nothing when it is neither.
    std::optional<QByteArray> bytes(const char *key) const;
    /// The same for an item of a list.
    std::optional<QByteArray> bytesAt(std::size_t i) const;
    /// Nothing when it is not there, or is no object (list).
    std::optional<JsonFields> object(const char *key) const;
    std::optional<JsonFields> list(const char *key) const;
    /// The objects of a list; anything else in it is a problem.
    QList<JsonFields> objects(const char *key) const;

    /// Every key that is not in @p known is a problem: a slip of the pen, or a newer version's.
    void reportUnknown(std::initializer_list<const char *> known) const;

private:
    const nlohmann::ordered_json *find(const char *key) const;
    std::optional<QByteArray> toBytes(const nlohmann::ordered_json &json, const QString &path) const;

    const nlohmann::ordered_json *m_json;
    QString m_path;
    JsonProblems *m_problems;
};

} // namespace zmqscope::profile_json
