// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace zmqscope {

struct LoadedProfile;

/// Lists what of a profile could not be used: line, key and what is wrong. Blocks nothing.
class ProfileProblemsDialog final : public QDialog {
    Q_OBJECT
public:
    ProfileProblemsDialog(const LoadedProfile &loaded, const QString &title, QWidget *parent);

    /// Shows one that deletes itself when it is closed.
    static void present(const LoadedProfile &loaded, const QString &title, QWidget *parent);
};

} // namespace zmqscope
