// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/profile/json_fields.h"

#include "core/profile/profile_json.h"

#include <algorithm>
#include <limits>

namespace zmqscope::profile_json {

void JsonProblems::add(const QString &key, const QString &text)
{
    addAt(m_document.lineOf(key), key, text);
}

void JsonProblems::addAt(int line, const QString &key, const QString &text)
{
    m_problems.append({line, key, text});
}

QList<ProfileProblem> JsonProblems::sorted() const
{
    QList<ProfileProblem> problems = m_problems;
    std::ranges::stable_sort(problems, {}, &ProfileProblem::line);
    return problems;
}

QByteArray JsonProblems::kept(const Json &json)
{
    if (!json.is_object() || json.empty())
        return {};
    return QByteArray::fromStdString(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

Json JsonProblems::withoutSecrets(Json panel)
{
    const auto strip = [](Json &side) {
        const auto options = side.find(key::options);
        if (options == side.end() || !options->is_object())
            return;
        for (const OptionInfo &info : socketOptions()) {
            if (info.secret)
                options->erase(info.name.toStdString());
        }
    };
    strip(panel);
    if (const auto second = panel.find(key::second); second != panel.end() && second->is_object())
        strip(*second);
    return panel;
}

QString JsonFields::pathOf(const char *key) const
{
    const QString name = QString::fromUtf8(key);
    return m_path.isEmpty() ? name : QString(m_path + u'.' + name);
}

const Json *JsonFields::find(const char *key) const
{
    const auto it = m_json->find(key);
    return it == m_json->end() ? nullptr : &*it;
}

QString JsonFields::text(const char *key, const QString &fallback) const
{
    const Json *json = find(key);
    if (!json)
        return fallback;
    if (json->is_string())
        return QString::fromStdString(json->get_ref<const std::string &>());
    m_problems->add(pathOf(key), tr("This should be text in quotes; it was left out."));
    return fallback;
}

bool JsonFields::flag(const char *key, bool fallback) const
{
    const Json *json = find(key);
    if (!json)
        return fallback;
    if (json->is_boolean())
        return json->get<bool>();
    m_problems->add(pathOf(key), tr("This should be true or false; %1 is used instead.")
                                     .arg(fallback ? QStringLiteral("true") : QStringLiteral("false")));
    return fallback;
}

qint64 JsonFields::number(const char *key, qint64 fallback, qint64 minimum, qint64 maximum) const
{
    const Json *json = find(key);
    if (!json)
        return fallback;
    const bool fits = json->is_number_integer()
        && !(json->is_number_unsigned()
             && json->get<quint64>() > quint64(std::numeric_limits<qint64>::max()));
    if (fits && json->get<qint64>() >= minimum && json->get<qint64>() <= maximum)
        return json->get<qint64>();
    m_problems->add(pathOf(key), tr("This should be a whole number from %1 to %2; %3 is used instead.")
                                     .arg(minimum).arg(maximum).arg(fallback));
    return fallback;
}

std::optional<QByteArray> JsonFields::bytes(const char *key) const
{
    const Json *json = find(key);
    return json ? toBytes(*json, pathOf(key)) : std::nullopt;
}

std::optional<QByteArray> JsonFields::bytesAt(std::size_t i) const
{
    return toBytes(m_json->at(i), m_path + u'[' + QString::number(i) + u']');
}

std::optional<QByteArray> JsonFields::toBytes(const Json &json, const QString &path) const
{
    if (json.is_string())
        return QByteArray::fromStdString(json.get_ref<const std::string &>());
    if (json.is_object()) {
        const auto encoded = json.find(key::base64);
        if (encoded != json.end() && encoded->is_string()) {
            const auto decoded = QByteArray::fromBase64Encoding(
                QByteArray::fromStdString(encoded->get_ref<const std::string &>()),
                QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
            if (decoded)
                return *decoded;
        }
    }
    m_problems->add(path, tr("This should be text in quotes or {\"base64\": \"…\"}; it was left out."));
    return {};
}

std::optional<JsonFields> JsonFields::object(const char *key) const
{
    const Json *json = find(key);
    if (!json)
        return {};
    if (json->is_object())
        return JsonFields(*json, pathOf(key), *m_problems);
    m_problems->add(pathOf(key), tr("This should be an object in { }; it was left out."));
    return {};
}

std::optional<JsonFields> JsonFields::list(const char *key) const
{
    const Json *json = find(key);
    if (!json)
        return {};
    if (json->is_array())
        return JsonFields(*json, pathOf(key), *m_problems);
    m_problems->add(pathOf(key), tr("This should be a list in [ ]; it was left out."));
    return {};
}

QList<JsonFields> JsonFields::objects(const char *key) const
{
    QList<JsonFields> items;
    const std::optional<JsonFields> all = list(key);
    if (!all)
        return items;
    for (std::size_t i = 0; i < all->json().size(); ++i) {
        const QString path = all->m_path + u'[' + QString::number(i) + u']';
        if (all->json()[i].is_object())
            items.append(JsonFields(all->json()[i], path, *m_problems));
        else
            m_problems->add(path, tr("This should be an object in { }; it was left out."));
    }
    return items;
}

void JsonFields::reportUnknown(std::initializer_list<const char *> known) const
{
    for (const auto &item : m_json->items()) {
        if (std::ranges::find_if(known, [&](const char *name) { return item.key() == name; }) == known.end())
            m_problems->add(pathOf(item.key().c_str()), tr("Not known to this version; kept as it is when saving."));
    }
}

} // namespace zmqscope::profile_json
