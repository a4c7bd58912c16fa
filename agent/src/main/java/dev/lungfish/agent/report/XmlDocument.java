package dev.lungfish.agent.report;

import dev.lungfish.core.reason.Reason;
import java.io.StringWriter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Writes a document as XML: an element for each value, with the names in libvirt's way
/// (`current_kilohertz`). A character that XML does not allow becomes U+FFFD.
final class XmlDocument implements DocumentWriter {
    private final XMLStreamWriter xml;
    private int depth;

    private XmlDocument(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /// One document, ended by a line end.
    static String write(String root, Consumer<DocumentWriter> content) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            XmlDocument document = new XmlDocument(xml);
            document.object(root, () -> content.accept(document));
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text can be written", e);
        }
        return text.toString();
    }

    @Override
    public void object(String name, Runnable content) {
        try {
            indent();
            xml.writeStartElement(underscored(name));
            xml.writeCharacters("\n");
            depth++;
            content.run();
            depth--;
            indent();
            xml.writeEndElement();
            xml.writeCharacters("\n");
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text can be written", e);
        }
    }

    @Override
    public <T> void objects(String name, String item, Collection<T> items, Consumer<T> content) {
        object(name, () -> items.forEach(one -> object(item, () -> content.accept(one))));
    }

    @Override
    public void words(String name, String item, List<String> words) {
        object(name, () -> words.forEach(word -> text(item, word)));
    }

    @Override
    public void text(String name, String text) {
        try {
            indent();
            xml.writeStartElement(underscored(name));
            xml.writeCharacters(allowed(text));
            xml.writeEndElement();
            xml.writeCharacters("\n");
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text can be written", e);
        }
    }

    @Override
    public void number(String name, long number) {
        text(name, Long.toString(number));
    }

    @Override
    public void decimal(String name, double number) {
        text(name, Double.toString(number));
    }

    @Override
    public void flag(String name, boolean flag) {
        text(name, flag ? "yes" : "no");
    }

    @Override
    public void code(Reason reason) {
        text("code", reason.code());
    }

    private void indent() throws XMLStreamException {
        xml.writeCharacters("  ".repeat(depth));
    }

    private static String underscored(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /// **Source:** XML 1.0, production 2, `Char`.
    private static String allowed(String text) {
        StringBuilder allowed = new StringBuilder();
        text.codePoints()
                .map(c ->
                        c == '\t'
                                        || c == '\n'
                                        || (c >= ' ' && c <= 0xd7ff)
                                        || (c >= 0xe000 && c <= 0xfffd)
                                        || c >= 0x10000
                                ? c
                                : 0xfffd)
                .forEach(allowed::appendCodePoint);
        return allowed.toString();
    }
}
