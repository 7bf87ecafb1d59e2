// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/rendered_text.h"
#include "ui/inspector/text_view.h"
#include "ui/theme/theme.h"

#include "core/codec/codec_registry.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>

using namespace Qt::StringLiterals;
using namespace zmqscope;
using Syntax = PayloadHighlighter::Syntax;

namespace {

/// What stands in @p role's colour, in order.
QStringList colored(const TextView &view, theme::Role role)
{
    QStringList found;
    for (QTextBlock block = view.document()->begin(); block.isValid(); block = block.next()) {
        for (const QTextLayout::FormatRange &range : block.layout()->formats()) {
            if (range.format.foreground().color() == theme::color(role))
                found << block.text().mid(range.start, range.length);
        }
    }
    return found;
}

} // namespace

class TestTextView : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void fillsInPieces_data();
    void fillsInPieces();
    void addsMoreWithoutMoving();
    void colorsEscapesOnly();
    void colorsJson();
    void colorsPython();
    void rendersWithLimits();
};

void TestTextView::initTestCase()
{
    theme::apply(*qApp, theme::Mode::Light);
}

void TestTextView::fillsInPieces_data()
{
    QTest::addColumn<QString>("text");
    const qsizetype piece = TextView::pieceChars;
    QTest::newRow("short") << u"abc"_s;
    QTest::newRow("empty") << QString();
    QTest::newRow("exactly a piece") << QString(piece, u'x');
    QTest::newRow("one line") << QString(3 * piece + 7, u'x');
    QTest::newRow("lines") << QString(u"line\n"_s).repeated(piece);
    QTest::newRow("pair on the border") << QString(QString(piece - 1, u'x') + u"😀"_s + QString(piece, u'y'));
}

void TestTextView::fillsInPieces()
{
    QFETCH(QString, text);
    TextView view;
    QSignalSpy filled(&view, &TextView::filled);
    view.showText(u"something else before"_s, Syntax::None, {});
    view.showText(text, Syntax::None, {});
    QTRY_COMPARE(view.toPlainText(), text);
    QTRY_COMPARE(filled.count(), 2);
    view.clearText();
    QCOMPARE(view.toPlainText(), QString());
}

void TestTextView::addsMoreWithoutMoving()
{
    TextView view;
    view.resize(300, 200);
    view.show();
    const QString start = QString(u"line\n"_s).repeated(200);
    view.showText(start, Syntax::None, {});
    view.verticalScrollBar()->setValue(50);
    view.showText(QString(start + start), Syntax::None, {});
    QCOMPARE(view.verticalScrollBar()->value(), 50);
    QCOMPARE(view.toPlainText().size(), 2 * start.size());
    view.showText(u"new"_s, Syntax::None, {});
    QCOMPARE(view.toPlainText(), u"new"_s);
    QCOMPARE(view.verticalScrollBar()->value(), 0);
}

void TestTextView::colorsEscapesOnly()
{
    // A backslash of the text itself stays as it is.
    const RenderedText rendered
        = renderText(*CodecRegistry::builtin().find(u"text"), "a\\n\x01\nb\xff\xfe\xe2\x80\xae" "c", 1000);
    TextView view;
    view.showText(rendered.text, rendered.syntax, rendered.escapes);
    QCOMPARE(view.toPlainText(), u"a\\n\\x01\nb\\xff\\xfe\\u202ec"_s);
    QTRY_COMPARE(colored(view, theme::Role::Escape), QStringList({u"\\x01"_s, u"\\xff\\xfe\\u202e"_s}));
}

void TestTextView::colorsJson()
{
    const RenderedText rendered
        = renderText(*CodecRegistry::builtin().find(u"json"), "{\"a\\\"b\":[-1.5e3,true,\"x:\\u00e4\"]}", 1000);
    TextView view;
    view.showText(rendered.text, rendered.syntax, rendered.escapes);
    QTRY_COMPARE(colored(view, theme::Role::Accent), QStringList({u"\"a\\\"b\""_s}));
    QCOMPARE(colored(view, theme::Role::Info), QStringList({u"-1.5e3"_s, u"true"_s}));
    QCOMPARE(colored(view, theme::Role::Escape), QStringList({u"\\u00e4"_s}));
}

void TestTextView::colorsPython()
{
    const QByteArray pickled("\x80\x04}(\x8c\x01" "a\x8c\x03" "b'c\x8c\x01" "d\x88u.", 19);
    const CodecRegistry &codecs = CodecRegistry::builtin();
    const RenderedText rendered = renderText(*codecs.find(u"pickle"), pickled, 1000);
    QVERIFY2(!rendered.error, qPrintable(rendered.text));
    TextView view;
    view.showText(rendered.text, rendered.syntax, rendered.escapes);
    QTRY_COMPARE(colored(view, theme::Role::Accent), QStringList({u"'a'"_s, u"'d'"_s}));
    QCOMPARE(colored(view, theme::Role::Info), QStringList({u"True"_s}));
}

void TestTextView::rendersWithLimits()
{
    const CodecRegistry &codecs = CodecRegistry::builtin();
    const QByteArray bytes(1000, 'a');
    QCOMPARE(renderText(*codecs.find(u"text"), bytes, 100).bytesShown, 100);
    QVERIFY(renderText(*codecs.find(u"text"), bytes, 100).cut);
    QVERIFY(!renderText(*codecs.find(u"text"), bytes, 1000).cut);
    QVERIFY(renderText(*codecs.find(u"base64"), bytes, 100).cut);
    QVERIFY(!renderText(*codecs.find(u"base64"), bytes, 10'000).text.contains(u'\n'));
    QVERIFY(renderText(*codecs.find(u"json"), bytes, 100).error);
    const QByteArray longLine = '"' + QByteArray(TextLimit::longLine, 'a') + '"';
    for (const QString &id : {u"text"_s, u"json"_s, u"base64"_s})
        QVERIFY2(renderText(*codecs.find(id), longLine, TextLimit::first).longLines, qPrintable(id));
    QVERIFY(!renderText(*codecs.find(u"text"), QByteArray("line\n").repeated(10'000), TextLimit::first).longLines);
}

QTEST_MAIN(TestTextView)
#include "tst_text_view.moc"
