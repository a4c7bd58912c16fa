package dev.lungfish.inventory.cpumap;

import java.util.ArrayList;
import java.util.List;

/// Splits a file of the map into its tags. The map's files hold elements with attributes and
/// comments, nothing else; a parser for all of XML would take longer to start than to read them.
final class MapTags {
    private static final String COMMENT_END = "-->";

    private MapTags() {}

    /// @throws IllegalArgumentException if the text is not of that form
    static List<MapTag> of(String text) {
        List<MapTag> tags = new ArrayList<>();
        int at = text.indexOf('<');
        while (at >= 0) {
            if (text.startsWith("<!--", at)) {
                at = text.indexOf('<', end(text, COMMENT_END, at));
                continue;
            }
            int end = end(text, ">", at);
            if (!text.startsWith("<?", at)) {
                tags.add(MapTag.of(text.substring(at + 1, end)));
            }
            at = text.indexOf('<', end);
        }
        return tags;
    }

    private static int end(String text, String what, int from) {
        int found = text.indexOf(what, from);
        if (found < 0) {
            throw new IllegalArgumentException("'" + what + "' expected after offset " + from);
        }
        return found;
    }
}
