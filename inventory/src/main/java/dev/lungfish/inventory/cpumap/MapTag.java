package dev.lungfish.inventory.cpumap;

import java.util.List;
import java.util.regex.Pattern;

/// One tag of a file of the map.
///
/// @param text the text between its angle brackets
/// @param ends whether it ends its element: an end tag, or the tag of an empty element
record MapTag(Kind kind, String name, String text, boolean ends) {
    private static final Pattern ATTRIBUTE =
            Pattern.compile("\\s([A-Za-z_:][\\w:.-]*)=(?:'[^']*'|\"[^\"]*\")");

    enum Kind {
        START,
        END
    }

    static MapTag of(String text) {
        if (text.startsWith("/")) {
            return new MapTag(Kind.END, text.substring(1).strip(), text, true);
        }
        int end = 0;
        while (end < text.length() && text.charAt(end) > ' ' && text.charAt(end) != '/') {
            end++;
        }
        return new MapTag(Kind.START, text.substring(0, end), text, text.endsWith("/"));
    }

    /// The names of its attributes.
    List<String> attributes() {
        return ATTRIBUTE
                .matcher(text.substring(name.length()))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /// The value of an attribute; empty if the tag does not have it.
    ///
    /// @throws IllegalArgumentException if the value is not quoted
    String attribute(String attribute) {
        int start = text.indexOf(attribute + "=", name.length());
        while (start > 0 && text.charAt(start - 1) > ' ') {
            start = text.indexOf(attribute + "=", start + 1);
        }
        if (start < 0) {
            return "";
        }
        int open = start + attribute.length() + 1;
        char quote = open < text.length() ? text.charAt(open) : ' ';
        int close = text.indexOf(quote, open + 1);
        if ((quote != '\'' && quote != '"') || close < 0) {
            throw new IllegalArgumentException("a value without quotes in <" + text + ">");
        }
        return text.substring(open + 1, close);
    }
}
