// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTranslator>

namespace zmqscope {

/// Puts the texts of the program that count something, tr("%n message(s)", nullptr, n), into good
/// English: "1 message", "2 messages". To be installed before the translators of other languages,
/// which are asked first then.
class EnglishPlurals final : public QTranslator
{
    Q_OBJECT
public:
    using QTranslator::QTranslator;

    QString translate(const char *context, const char *sourceText, const char *disambiguation, int n) const override;
    bool isEmpty() const override { return false; }
};

} // namespace zmqscope
