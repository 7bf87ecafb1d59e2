// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schemas/schemas_dialog.h"

#include "core/codec/protobuf/schema_library.h"
#include "ui/controls/tone_label.h"
#include "ui/schemas/path_list.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QPushButton>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr int usualWidth = 620;
constexpr qsizetype namedTypes = 12;

} // namespace

SchemasDialog::SchemasDialog(SchemaLibrary &library, QWidget *parent)
    : QDialog(parent)
    , m_library(library)
    , m_files(new PathList(PathList::Kind::Files, tr("Schema files"),
                           tr("Add .proto files, or descriptor sets as protoc --descriptor_set_out writes them."), this))
    , m_folders(new PathList(PathList::Kind::Folders, tr("Import folders"),
                             tr("Folders where imports are looked for. A file's own folder is always one."), this))
    , m_state(new ToneLabel(theme::Role::TextMuted))
{
    setWindowTitle(tr("Protobuf schemas"));
    resize(usualWidth, sizeHint().height());
    m_state->setWordWrap(true);
    m_state->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_state->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_state->setMinimumHeight(3 * fontMetrics().lineSpacing());

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QPushButton *reload = buttons->addButton(tr("&Read again"), QDialogButtonBox::ActionRole);
    reload->setToolTip(tr("Read the files anew: they may have changed"));
    reload->setAutoDefault(false);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(theme::margin, theme::margin, theme::margin, theme::margin);
    rows->setSpacing(theme::spacing);
    rows->addWidget(new QLabel(tr("Schema files")));
    rows->addWidget(m_files);
    rows->addWidget(new QLabel(tr("Import folders")));
    rows->addWidget(m_folders);
    rows->addWidget(m_state, 1);
    rows->addWidget(buttons);

    m_files->setPaths(library.source().files);
    m_folders->setPaths(library.source().includeDirectories);
    connect(m_files, &PathList::edited, this, &SchemasDialog::load);
    connect(m_folders, &PathList::edited, this, &SchemasDialog::load);
    connect(reload, &QPushButton::clicked, this, [this] {
        m_library.setSource(m_library.source());
        showState();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&library, &SchemaLibrary::loaded, this, &SchemasDialog::showState);
    showState();
}

void SchemasDialog::load()
{
    m_library.setSource({m_files->paths(), m_folders->paths()});
    showState();
}

void SchemasDialog::showState()
{
    if (m_library.isLoading())
        return m_state->setTextAndRole(tr("Reading…"), theme::Role::TextMuted);
    if (!m_library.error().detail.isEmpty()) {
        return m_state->setTextAndRole(tr("Not in use: %1").arg(m_library.error().text()), theme::Role::Bad);
    }
    const QStringList types = ProtobufSchemas::current()->messageTypes();
    if (types.isEmpty()) {
        return m_state->setTextAndRole(tr("Without a schema Protobuf payloads show field numbers, and cannot be written."),
                                       theme::Role::TextMuted);
    }
    QString names = types.first(std::min(types.size(), namedTypes)).join(u", "_s);
    if (types.size() > namedTypes)
        names += u" …"_s;
    m_state->setTextAndRole(tr("Message types in use: %1").arg(names), theme::Role::Good);
}

} // namespace zmqscope
