// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace zmqscope {

class PathList;
class SchemaLibrary;
class ToneLabel;

/// The .proto files by which Protobuf payloads are read and written: which files, where their imports
/// are, and what came of reading them.
class SchemasDialog final : public QDialog
{
    Q_OBJECT
public:
    /// @p library must outlive the dialog.
    SchemasDialog(SchemaLibrary &library, QWidget *parent);

private:
    void load();
    void showState();

    SchemaLibrary &m_library;
    PathList *m_files;
    PathList *m_folders;
    ToneLabel *m_state;
};

} // namespace zmqscope
