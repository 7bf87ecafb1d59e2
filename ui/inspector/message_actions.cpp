// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/message_actions.h"

#include "core/codec/codec_registry.h"
#include "core/codec/copy_formats.h"
#include "core/message/json_line.h"
#include "core/panel/panel.h"
#include "ui/inspector/payload_saver.h"
#include "ui/log/log_text.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// What a file with these bytes is called.
QString extensionFor(QByteArrayView bytes)
{
    const CodecRegistry &codecs = CodecRegistry::builtin();
    if (codecs.find(u"json")->recognises(bytes))
        return u".json"_s;
    return codecs.find(u"text")->recognises(bytes) ? u".txt"_s : u".bin"_s;
}

} // namespace

MessageActions::MessageActions(Panel &panel, QWidget *window)
    : QObject(window)
    , m_panel(panel)
    , m_window(window)
    , m_copyMenu(new QMenu(window))
    , m_saveMenu(new QMenu(window))
    , m_saver(new PayloadSaver(this))
{
    makeCopyMenu();
    makeSaveMenu();
    connect(m_saver, &PayloadSaver::saved, this,
            [this](const QString &path) { emit told(tr("Saved %1").arg(QDir::toNativeSeparators(path)), false); });
    connect(m_saver, &PayloadSaver::failed, this, [this](const Error &error) { emit told(error.text(), true); });
}

void MessageActions::makeCopyMenu()
{
    for (const CopyFormat format : allCopyFormats)
        m_copyMenu->addAction(tr("Copy frame as %1").arg(copyFormatName(format)), this,
                              [this, format] { copyFrame(format); });
    m_copyMenu->addSeparator();
    m_copyMenu->addAction(tr("Copy message as JSON line"), this, [this] {
        copyMessage([this](const MessageView &message) {
            return QString::fromUtf8(messageJsonLine(m_panel.name(), message, m_panel.peers()));
        });
    });
    m_copyMenu->addAction(tr("Copy message as Python list"), this, [this] {
        copyMessage([](const MessageView &message) { return pythonLiteral(message.frames); });
    });
}

void MessageActions::makeSaveMenu()
{
    m_saveMenu->setToolTipsVisible(true);
    m_saveMenu->addAction(theme::icon("save-frame"_L1), tr("Save frame…"), this, &MessageActions::saveFrame)
        ->setToolTip(tr("The bytes of the chosen frame and nothing else"));
    m_saveMenu->addAction(theme::icon("save"_L1), tr("Save message…"), this, &MessageActions::saveMessage)
        ->setToolTip(tr("All frames as one JSON line; what is not UTF-8 as base64"));
}

void MessageActions::setMessage(const StoreSnapshot &held, MessageIndex index)
{
    m_held = held;
    m_index = index;
}

void MessageActions::setFrame(const HeldFrame &frame, int number)
{
    m_frame = frame;
    m_frameNumber = number;
}

void MessageActions::copyFrame(CopyFormat format)
{
    if (!copyToClipboard(m_frame.bytes, format))
        refuseCopy();
}

void MessageActions::copyMessage(const std::function<QString(const MessageView &message)> &format)
{
    const std::optional<MessageView> message = m_held.at(m_index);
    if (message && message->frames.totalBytes() <= maxClipboardBytes)
        QGuiApplication::clipboard()->setText(format(*message));
    else
        refuseCopy();
}

void MessageActions::refuseCopy()
{
    emit told(tr("Over %1, too much for the clipboard. Save it to a file instead.")
                  .arg(LogText::sizeText(maxClipboardBytes)),
              true);
}

QString MessageActions::fileName(const QString &end) const
{
    static const QRegularExpression unfit(u"[^\\w.-]+"_s, QRegularExpression::UseUnicodePropertiesOption);
    constexpr qsizetype maxPanelChars = 40;
    QString panel = m_panel.name().left(maxPanelChars);
    panel.replace(unfit, u"-"_s);
    return panel + u'-' + QString::number(m_index.value) + end;
}

void MessageActions::saveFrame()
{
    askForFile(tr("Save frame %1").arg(m_frameNumber),
               fileName(u"-frame-%1"_s.arg(m_frameNumber) + extensionFor(m_frame.bytes)), tr("All files (*)"),
               [this, frame = m_frame](const QString &path) { m_saver->saveFrame(frame, path); });
}

void MessageActions::saveMessage()
{
    const std::optional<MessageView> message = m_held.at(m_index);
    if (!message)
        return;
    const Peer peer = m_panel.peers().peer(message->header.peer);
    askForFile(tr("Save message %1").arg(m_index.value), fileName(u".jsonl"_s),
               tr("JSON line, all frames (*.jsonl);;All files (*)"),
               [this, held = m_held, index = m_index, peer](const QString &path) {
                   m_saver->saveMessage(held, index, m_panel.name(), peer, path);
               });
}

void MessageActions::askForFile(const QString &title, const QString &name, const QString &filter,
                                const std::function<void(const QString &path)> &save)
{
    auto *dialog = new QFileDialog(m_window, title, m_folder, filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(name);
    connect(dialog, &QFileDialog::fileSelected, this, [this, save](const QString &path) {
        m_folder = QFileInfo(path).path();
        save(path);
    });
    // Not exec(): messages go on arriving, and the person may look at another one meanwhile.
    dialog->open();
}

} // namespace zmqscope
