package dev.lungfish.libvirt.capabilities;

import java.util.Arrays;
import java.util.stream.Collectors;

/// Changes one element of a document and leaves every other byte of it as it is.
public final class PowerManagementElement {
    private static final String START = "<power_management";
    private static final String END = "</power_management>";

    /// The host's processor is the first one of the document; the element comes after it.
    private static final String BEFORE = "</cpu>";

    private PowerManagementElement() {}

    /// The document with another element, in libvirt's dialect.
    ///
    /// @return the same document if it has no place for the element
    public static String replace(String document, PowerManagement powerManagement) {
        String element = element(powerManagement);
        int start = document.indexOf(START);
        int startEnd = start < 0 ? -1 : document.indexOf('>', start);
        if (startEnd > 0) {
            int closing = document.indexOf(END, startEnd);
            int after =
                    document.charAt(startEnd - 1) == '/' || closing < 0
                            ? startEnd + 1
                            : closing + END.length();
            return document.substring(0, beginOfLine(document, start))
                    + element
                    + document.substring(endOfLine(document, after));
        }
        int end = document.indexOf(BEFORE);
        if (end < 0) {
            return document;
        }
        int at = endOfLine(document, end + BEFORE.length());
        return document.substring(0, at) + element + document.substring(at);
    }

    private static int beginOfLine(String document, int at) {
        int begin = at;
        while (begin > 0 && " \t".indexOf(document.charAt(begin - 1)) >= 0) {
            begin--;
        }
        return begin;
    }

    private static int endOfLine(String document, int at) {
        int end = at;
        while (end < document.length() && "\r\n".indexOf(document.charAt(end)) >= 0) {
            end++;
        }
        return end;
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
