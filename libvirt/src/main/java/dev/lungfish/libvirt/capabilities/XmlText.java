package dev.lungfish.libvirt.capabilities;

import org.jspecify.annotations.Nullable;

/// XML with libvirt's layout: two spaces for each level, one element per line, attributes in single
/// quotes. Not safe for use by several threads.
final class XmlText {
    private final StringBuilder text = new StringBuilder(4096);
    private int depth;

    /// An element without content. Names and values of attributes alternate; one whose value is
    /// null is left out.
    void empty(String name, @Nullable String... attributes) {
        tag(name, attributes).append("/>\n");
    }

    /// An element that holds text.
    void leaf(String name, String content, String... attributes) {
        tag(name, attributes).append('>');
        escape(content);
        text.append("</").append(name).append(">\n");
    }

    void open(String name, String... attributes) {
        tag(name, attributes).append(">\n");
        depth++;
    }

    void close(String name) {
        depth--;
        indent().append("</").append(name).append(">\n");
    }

    void blankLine() {
        text.append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private StringBuilder tag(String name, @Nullable String... attributes) {
        indent().append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            String value = attributes[i + 1];
            if (value != null) {
                text.append(' ').append(attributes[i]).append("='");
                escape(value);
                text.append('\'');
            }
        }
        return text;
    }

    private StringBuilder indent() {
        return text.repeat("  ", depth);
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); ) {
            int c = value.codePointAt(i);
            switch (c) {
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '&' -> text.append("&amp;");
                case '\'' -> text.append("&apos;");
                case '"' -> text.append("&quot;");
                // A parser would normalize these.
                case '\t', '\n', '\r' -> text.append("&#").append(c).append(';');
                default -> text.appendCodePoint(allowed(c) ? c : 0xFFFD);
            }
            i += Character.charCount(c);
        }
    }

    /// **Source:** XML 1.0, fifth edition, production 2, `Char`.
    private static boolean allowed(int c) {
        return (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || (c >= 0x10000 && c <= 0x10FFFF);
    }
}
