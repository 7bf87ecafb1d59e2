// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/connection_rules.h"
#include "core/diagnosis/evidence.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// An option that was chosen (in a profile from elsewhere, mostly) and that this library or this
/// socket type does not have: the panel runs without it.
class UnsupportedOptionRule final : public Rule
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::UnsupportedOptionRule)
public:
    QString id() const override { return u"unsupported-option"_s; }
    void examine(Examination &examination) override;
};

bool isSecurity(const QString &name)
{
    return name.startsWith("ZMQ_CURVE"_L1) || name.startsWith("ZMQ_PLAIN"_L1) || name.startsWith("ZMQ_GSSAPI"_L1);
}

void UnsupportedOptionRule::examine(Examination &examination)
{
    Channel &channel = examination.channel();
    const QMap<QString, OptionValue> &chosen = channel.config().options;
    for (auto it = chosen.cbegin(); it != chosen.cend(); ++it) {
        const OptionInfo *option = findOption(it.key());
        QString reason;
        if (!option) {
            reason = tr("This version does not know it.");
        } else if (const Result<void> valid = validateOption(*option, it.value(), channel.type()); !valid) {
            reason = valid.error().detail;
        } else {
            continue;
        }
        const QString name = it.key();
        Finding finding;
        finding.subject = name;
        finding.severity = isSecurity(name) ? Severity::Problem : Severity::Warning;
        finding.title = tr("%1 is chosen, but cannot be used").arg(name);
        finding.cause = tr("%1 The panel runs without it.").arg(reason);
        if (isSecurity(name))
            finding.cause += u' ' + tr("Peers that expect this security are not let in, and others may be.");
        finding.remedy = tr("Take the option back, or open the profile where it can be used.");
        finding.evidence.append(optionEvidence(reason, name));
        if (option && option->canSet) {
            finding.fixes.append({tr("Take it back"), tr("Removes the option from the panel."),
                                  [&channel, name] { return channel.resetOption(name); }});
        }
        examination.find(finding);
    }
}

} // namespace

std::unique_ptr<Rule> makeUnsupportedOptionRule()
{
    return std::make_unique<UnsupportedOptionRule>();
}

} // namespace zmqscope
