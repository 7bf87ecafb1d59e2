// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/field_plot/field_mime.h"

#include "core/panel/session.h"

#include <QCoreApplication>
#include <QDataStream>
#include <QIODevice>
#include <QMimeData>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

const QString fieldMimeType = u"application/x-zmqscope-field"_s;

QMimeData *fieldMimeData(const FieldRef &field)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    // The panel is only compared with those that are there, and never looked into before.
    out << QCoreApplication::applicationPid() << quint64(quintptr(field.panel.data()))
        << field.query.path.frame() << field.query.path.text() << field.query.topic.has_value()
        << field.query.topic.value_or(QByteArray()) << field.query.codecId;
    auto *data = new QMimeData;
    data->setData(fieldMimeType, bytes);
    data->setText(field.query.path.text());
    return data;
}

std::optional<FieldRef> fieldFromMime(const QMimeData &data, const Session &session)
{
    QDataStream in(data.data(fieldMimeType));
    qint64 pid = 0;
    quint64 address = 0;
    int frame = 0;
    QString path;
    bool hasTopic = false;
    QByteArray topic;
    FieldRef field;
    in >> pid >> address >> frame >> path >> hasTopic >> topic >> field.query.codecId;
    if (in.status() != QDataStream::Ok || pid != QCoreApplication::applicationPid() || frame < 0)
        return {};
    const QList<Panel *> panels = session.panels();
    const auto panel = std::find_if(
        panels.begin(), panels.end(), [address](Panel *each) { return quint64(quintptr(each)) == address; });
    Result<FieldPath> parsed = FieldPath::parse(path, frame);
    if (panel == panels.end() || !parsed)
        return {};
    field.panel = *panel;
    field.query.path = *std::move(parsed);
    if (hasTopic)
        field.query.topic = topic;
    return field;
}

} // namespace zmqscope
