package dev.lungfish.libvirt.capabilities;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Changes one element of a document and leaves every other byte of it as it is.
public final class PowerManagementElement {
    private static final Pattern ELEMENT =
            Pattern.compile(
                    "[ \\t]*<power_management\\s*(?:/>|>.*?</power_management\\s*>)\\r?\\n?",
                    Pattern.DOTALL);

    /// The host's processor is the first one of the document; the element stands behind it.
    private static final String BEFORE = "</cpu>";

    private PowerManagementElement() {}

    /// The document with another element, in libvirt's dialect.
    ///
    /// @return the same where it has no place for the element
    public static String replace(String document, PowerManagement powerManagement) {
        String element = element(powerManagement);
        Matcher matcher = ELEMENT.matcher(document);
        if (matcher.find()) {
            return document.substring(0, matcher.start())
                    + element
                    + document.substring(matcher.end());
        }
        int end = document.indexOf(BEFORE);
        if (end < 0) {
            return document;
        }
        int at = end + BEFORE.length();
        return document.substring(0, at) + "\n" + element + document.substring(at).stripLeading();
    }

    private static String element(PowerManagement powerManagement) {
        if (!(powerManagement.in(Dialect.LIBVIRT)
                instanceof PowerManagement.Probed(var children))) {
            return "";
        }
        if (children.isEmpty()) {
            return "    <power_management/>\n";
        }
        return Arrays.stream(PowerManagement.Child.values())
                .filter(children::contains)
                .map(child -> "      <" + child.element() + "/>\n")
                .collect(
                        Collectors.joining(
                                "", "    <power_management>\n", "    </power_management>\n"));
    }
}
