// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QToolButton;

namespace zmqscope {

/// Chooses a format as CodecRegistry::resolve() takes it: the codec, its parameter where it has one
/// (a pickle protocol, a struct format, a message type), and what it is packed with.
class FormatPicker final : public QWidget
{
    Q_OBJECT
public:
    enum class For {
        Reading, ///< every codec
        Sending, ///< codecs that encode, and what else can make a frame: a file, random bytes
    };

    FormatPicker(For purpose, QWidget *parent);

    /// "json", "struct:<Id8s", "gzip|msgpack", "file".
    QString codec() const;
    /// A format that is not known here is shown, and kept, as it is.
    void setCodec(const QString &codec);
    /// One line: what to type.
    QString hint() const;
    /// Names the parts for those who cannot see them: "Format of frame 1".
    void setFormatName(const QString &name);

signals:
    void changed();

private:
    void fill(For purpose);
    void fillPackings();
    void showParameter();
    QString formatId() const;
    void setPacking(const QString &packing);

    QComboBox *m_format;
    QComboBox *m_parameter;
    QToolButton *m_packing;
    QString m_packings; ///< ids of wrappers, outermost first, each followed by a bar: "gzip|"
    QString m_unknown;  ///< a format of a newer version
    bool m_filling = false;
};

} // namespace zmqscope
