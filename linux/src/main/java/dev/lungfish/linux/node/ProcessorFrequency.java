package dev.lungfish.linux.node;

import dev.lungfish.linux.tree.HostTree;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The frequency of a host as libvirt reports it: the present one of the last processor in
/// `/proc/cpuinfo`, in whole MHz. Zero if the architecture has none there, such as ARM.
///
/// **Source:** libvirt 9.0 `src/util/virhostcpu.c`, `virHostCPUParseFrequency()`.
public final class ProcessorFrequency {
    private static final String CPUINFO = "/proc/cpuinfo";
    private static final Pattern VALUE = Pattern.compile("\\s*:\\s*([0-9]{1,9})(?:[.\\s].*)?");

    private ProcessorFrequency() {}

    /// The frequency in MHz.
    ///
    /// @param arch by libvirt's name
    public static int megahertz(HostTree tree, String arch) {
        return word(arch)
                .flatMap(word -> tree.text(CPUINFO).toOptional().map(text -> last(text, word)))
                .orElse(0);
    }

    private static Optional<String> word(String arch) {
        return switch (arch) {
            case "x86_64", "i686" -> Optional.of("cpu MHz");
            case "ppc", "ppc64", "ppc64le" -> Optional.of("clock");
            case "s390", "s390x" -> Optional.of("cpu MHz dynamic");
            default -> Optional.empty();
        };
    }

    private static int last(String text, String word) {
        int end = text.length();
        while (end > 0) {
            int start = text.lastIndexOf('\n', end - 1) + 1;
            if (text.startsWith(word, start)) {
                OptionalInt value = value(text.substring(start + word.length(), end));
                if (value.isPresent()) {
                    return value.getAsInt();
                }
            }
            end = start - 1;
        }
        return 0;
    }

    /// Empty if the line's key only begins with ours.
    private static OptionalInt value(String rest) {
        Matcher matcher = VALUE.matcher(rest);
        return matcher.matches()
                ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
                : OptionalInt.empty();
    }
}
