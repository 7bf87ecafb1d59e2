// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec_registry.h"

#include "core/codec/wrapped_codec.h"

#include <QCoreApplication>
#include <algorithm>

namespace zmqscope {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("CodecRegistry", text);
}

} // namespace

void CodecRegistry::add(CodecPtr codec)
{
    Q_ASSERT(codec && !find(codec->id()));
    m_codecs.push_back(std::move(codec));
}

CodecPtr CodecRegistry::shared(QStringView id) const
{
    const auto match = std::find_if(m_codecs.begin(), m_codecs.end(),
                                    [id](const CodecPtr &codec) { return codec->id() == id; });
    return match == m_codecs.end() ? nullptr : *match;
}

const Codec *CodecRegistry::find(QStringView id) const
{
    return shared(id).get();
}

Result<CodecPtr> CodecRegistry::resolve(const QString &id) const
{
    const auto refused = [&](const QString &detail) {
        return Error{ErrorCode::Unsupported, tr("Format %1").arg(id), detail, tr("Choose another format.")};
    };
    const qsizetype colon = id.indexOf(u':');
    const qsizetype bar = id.indexOf(u'|');
    const bool isWrapped = bar >= 0 && (colon < 0 || bar < colon);
    const QStringView head = QStringView(id).first(isWrapped ? bar : colon >= 0 ? colon : id.size());
    CodecPtr codec = shared(head);
    if (!codec)
        return refused(tr("\"%1\" is not known here.").arg(head));
    if (isWrapped) {
        if (!codec->unwraps())
            return refused(tr("\"%1\" packs no other bytes.").arg(head));
        Result<CodecPtr> inner = resolve(id.sliced(bar + 1));
        if (!inner)
            return inner;
        return CodecPtr(std::make_shared<WrappedCodec>(std::move(codec), *std::move(inner)));
    }
    if (colon >= 0)
        return codec->configured(id.sliced(colon + 1));
    return codec;
}

const CodecRegistry &CodecRegistry::builtin()
{
    static const CodecRegistry registry = [] {
        CodecRegistry made;
        addBuiltinCodecs(made);
        return made;
    }();
    return registry;
}

} // namespace zmqscope
