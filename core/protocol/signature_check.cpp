// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/signature_check.h"

#include <QCoreApplication>
#include <QMessageAuthenticationCode>

namespace zmqscope {

namespace {

SignatureState stateOf(const HmacCheck &check, const ProtocolMatch &match, const FrameSpan &frames,
                       QByteArrayView signature, const QByteArray &key)
{
    if (signature.isEmpty())
        return SignatureState::NotSigned;
    if (key.isEmpty())
        return SignatureState::NoKey;
    qint64 size = 0;
    for (const QString &name : check.over)
        size += frames[match.frameNamed(name)].size();
    if (size > maxSignedBytes)
        return SignatureState::TooLarge;
    QMessageAuthenticationCode code(check.algorithm, key);
    for (const QString &name : check.over) {
        const QByteArrayView bytes = frames[match.frameNamed(name)];
        code.addData(bytes.data(), bytes.size());
    }
    const QByteArray expected = check.hex ? code.result().toHex() : code.result();
    const QByteArray given = check.hex ? signature.toByteArray().toLower() : signature.toByteArray();
    return given == expected ? SignatureState::Right : SignatureState::Wrong;
}

} // namespace

QString SignatureResult::text() const
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("zmqscope::SignatureResult", text); };
    switch (state) {
    case SignatureState::NotSigned: return tr("not signed");
    case SignatureState::NoKey: return tr("not checked: the panel was given no key");
    case SignatureState::TooLarge: return tr("not checked: the message is too large");
    case SignatureState::Right: return tr("right for the panel's key");
    case SignatureState::Wrong: return tr("wrong: another key, or the message was changed");
    }
    return {};
}

QList<SignatureResult> checkSignatures(const ProtocolMatch &match, const FrameSpan &frames, const QByteArray &key)
{
    QList<SignatureResult> results;
    for (const HmacCheck &check : match.protocol().hmacs) {
        const qsizetype frame = match.frameNamed(check.signature);
        bool isWhole = frame >= 0;
        for (const QString &name : check.over)
            isWhole = isWhole && match.frameNamed(name) >= 0;
        if (isWhole)
            results.append({frame, stateOf(check, match, frames, frames[frame], key)});
    }
    return results;
}

} // namespace zmqscope
