package dev.lungfish.libvirt.capabilities;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One element of a parsed document, with the position of the end of its start tag.
///
/// @param text the characters directly within it
record XmlElement(
        String name,
        Map<String, String> attributes,
        List<XmlElement> children,
        StringBuilder text,
        int line,
        int column) {

    List<XmlElement> children(String childName) {
        return children.stream().filter(child -> child.name.equals(childName)).toList();
    }

    /// @throws MalformedCapabilitiesException if there is more than one
    Optional<XmlElement> child(String childName) throws MalformedCapabilitiesException {
        List<XmlElement> found = children(childName);
        if (found.size() > 1) {
            throw found.get(1).malformed("<" + name + "> has <" + childName + "> more than once");
        }
        return found.stream().findFirst();
    }

    XmlElement requiredChild(String childName) throws MalformedCapabilitiesException {
        return child(childName)
                .orElseThrow(() -> malformed("<" + name + "> lacks <" + childName + ">"));
    }

    @Nullable String childText(String childName) throws MalformedCapabilitiesException {
        return child(childName).map(child -> child.text.toString()).orElse(null);
    }

    String attribute(String attribute) throws MalformedCapabilitiesException {
        String value = attributes.get(attribute);
        if (value == null) {
            throw malformed("<" + name + "> lacks the attribute '" + attribute + "'");
        }
        return value;
    }

    int intAttribute(String attribute) throws MalformedCapabilitiesException {
        long number = number("the attribute '" + attribute + "'", attribute(attribute));
        if (number > Integer.MAX_VALUE) {
            throw malformed("the attribute '" + attribute + "' is too large: " + number);
        }
        return (int) number;
    }

    /// Null if it is missing.
    @Nullable Integer optionalIntAttribute(String attribute) throws MalformedCapabilitiesException {
        return attributes.containsKey(attribute) ? (Integer) intAttribute(attribute) : null;
    }

    long longAttribute(String attribute) throws MalformedCapabilitiesException {
        return number("the attribute '" + attribute + "'", attribute(attribute));
    }

    long longText() throws MalformedCapabilitiesException {
        return number("its content", text.toString().strip());
    }

    boolean yesOrNo(String attribute) throws MalformedCapabilitiesException {
        String value = attribute(attribute);
        return switch (value) {
            case "yes" -> true;
            case "no" -> false;
            default ->
                    throw malformed(
                            "the attribute '" + attribute + "' is yes or no, not '" + value + "'");
        };
    }

    /// Only the unit that libvirt writes.
    void requireKibibytes() throws MalformedCapabilitiesException {
        String unit = attribute("unit");
        if (!unit.equals("KiB")) {
            throw malformed("the unit 'KiB' expected, found '" + unit + "'");
        }
    }

    MalformedCapabilitiesException malformed(String problem) {
        return new MalformedCapabilitiesException(line, column, problem);
    }

    private long number(String what, String value) throws MalformedCapabilitiesException {
        try {
            long number = Long.parseLong(value);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Reported below, like a negative one.
        }
        throw malformed(
                "<" + name + ">: a whole number expected in " + what + ", found '" + value + "'");
    }
}
