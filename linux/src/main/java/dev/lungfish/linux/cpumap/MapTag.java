package dev.lungfish.linux.cpumap;

import java.util.Map;

/// One tag of a file of the map.
///
/// @param ends whether nothing is within the element that it belongs to any more: an end tag, or
///   the tag of an empty element
record MapTag(Kind kind, String name, Map<String, String> attributes, boolean ends) {
    enum Kind {
        START,
        END
    }

    String attribute(String attribute) {
        return attributes.getOrDefault(attribute, "");
    }
}
