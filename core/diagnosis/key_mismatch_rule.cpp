// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/connection_rules.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/link_trouble.h"
#include "core/diagnosis/mechanism.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// CURVE with a key that does not fit. The server knows, the client is only shown out, and tries
/// again for ever.
class KeyMismatchRule final : public Rule
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::KeyMismatchRule)
public:
    QString id() const override { return u"key-mismatch"_s; }
    void examine(Examination &examination) override;
};

void KeyMismatchRule::examine(Examination &examination)
{
    Channel &channel = examination.channel();
    for (const TroubledEndpoint &troubled : troubledEndpoints(examination)) {
        const bool curve = mechanismOf(channel) == "CURVE"_L1;
        const bool shownOut = curve && isShownOut(troubled);
        if (troubled.trouble != LinkTrouble::Keys && !shownOut)
            continue;
        Finding finding = findingAt(examination, troubled);
        const bool serves = isSecurityServer(channel);
        if (serves) {
            finding.title = tr("A client has the wrong key of this CURVE server");
            finding.cause = tr("What the client sent cannot be decrypted: it was encrypted for another public key than this panel's.");
            finding.remedy = tr("Give the client the public key of this panel (ZMQ_CURVE_PUBLICKEY) as its ZMQ_CURVE_SERVERKEY. It goes on "
                                "trying.");
            finding.evidence.append(optionEvidence(tr("the key that clients need"), u"ZMQ_CURVE_PUBLICKEY"_s));
        } else {
            finding.title = shownOut ? tr("The CURVE server ends the connection: the key is probably wrong") : tr("The CURVE keys do not fit");
            finding.cause = tr("The server ends each try in the handshake without a word. So it does when ZMQ_CURVE_SERVERKEY here is not its "
                               "public key, and also when its ZAP handler does not answer, or its socket type does not fit.");
            finding.remedy = tr("Compare ZMQ_CURVE_SERVERKEY with the public key of the server; then reopen this panel.");
            finding.evidence.append(optionEvidence(tr("the key that this panel takes for the server's"), u"ZMQ_CURVE_SERVERKEY"_s));
            finding.fixes.append({tr("Reopen"), tr("Closes and opens the panel, so that changed keys count."), [&channel] { return channel.reopen(); }});
        }
        examination.find(finding);
    }
}

} // namespace

std::unique_ptr<Rule> makeKeyMismatchRule()
{
    return std::make_unique<KeyMismatchRule>();
}

} // namespace zmqscope
