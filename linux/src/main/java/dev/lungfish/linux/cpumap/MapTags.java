package dev.lungfish.linux.cpumap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Splits a file of the map into its tags. The map's files hold elements with attributes and
/// comments, nothing else; a parser for all of XML would take longer to start than to read them.
final class MapTags {
    private static final String COMMENT_END = "-->";

    private MapTags() {}

    /// @throws IllegalArgumentException where the text is not of that form
    static List<MapTag> of(String text) {
        List<MapTag> tags = new ArrayList<>();
        int at = text.indexOf('<');
        while (at >= 0) {
            if (text.startsWith("<!--", at)) {
                at = text.indexOf('<', find(text, COMMENT_END, at));
                continue;
            }
            int end = find(text, ">", at);
            if (!text.startsWith("<?", at)) {
                tags.add(tag(text.substring(at + 1, end)));
            }
            at = text.indexOf('<', end);
        }
        return tags;
    }

    private static MapTag tag(String inside) {
        if (inside.startsWith("/")) {
            return new MapTag(MapTag.Kind.END, inside.substring(1).strip(), Map.of(), true);
        }
        boolean ends = inside.endsWith("/");
        String content = ends ? inside.substring(0, inside.length() - 1) : inside;
        int nameEnd = 0;
        while (nameEnd < content.length() && content.charAt(nameEnd) > ' ') {
            nameEnd++;
        }
        Map<String, String> attributes = new HashMap<>();
        int equals = content.indexOf('=', nameEnd);
        int at = nameEnd;
        while (equals >= 0) {
            int open = equals + 1;
            char quote = open < content.length() ? content.charAt(open) : ' ';
            if (quote != '\'' && quote != '"') {
                throw new IllegalArgumentException("a value without quotes in <" + inside + ">");
            }
            int close = find(content, String.valueOf(quote), open + 1);
            attributes.put(
                    content.substring(at, equals).strip(), content.substring(open + 1, close));
            at = close + 1;
            equals = content.indexOf('=', at);
        }
        return new MapTag(MapTag.Kind.START, content.substring(0, nameEnd), attributes, ends);
    }

    private static int find(String text, String what, int from) {
        int found = text.indexOf(what, from);
        if (found < 0) {
            throw new IllegalArgumentException("'" + what + "' expected after offset " + from);
        }
        return found;
    }
}
