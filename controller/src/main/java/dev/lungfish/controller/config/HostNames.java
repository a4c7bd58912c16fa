package dev.lungfish.controller.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Names of hosts and patterns of them, as an administrator writes them: `lab1`, `node*`,
/// `node?.example.org`. One without a dot is compared with the first part of a name, too.
///
/// @param patterns in lower case
public record HostNames(List<String> patterns) {
    /// No host.
    public static final HostNames NONE = new HostNames(List.of());

    public HostNames {
        patterns = patterns.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    /// Whether a host is named by its whole name, or by the first part of it.
    public boolean names(String host) {
        return patterns.stream()
                .filter(pattern -> !isPattern(pattern))
                .anyMatch(pattern -> fits(pattern, host));
    }

    /// Whether a host is named, or fits a pattern.
    public boolean include(String host) {
        return patterns.stream().anyMatch(pattern -> fits(pattern, host));
    }

    private static boolean isPattern(String name) {
        return name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
    }

    private static boolean fits(String pattern, String host) {
        String name = host.toLowerCase(Locale.ROOT);
        String compared = pattern.indexOf('.') < 0 ? name.replaceFirst("\\..*", "") : name;
        if (!isPattern(pattern)) {
            return compared.equals(pattern);
        }
        String expression =
                pattern.codePoints().mapToObj(HostNames::expression).collect(Collectors.joining());
        return Pattern.matches(expression, compared);
    }

    private static String expression(int sign) {
        return switch (sign) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(Character.toString(sign));
        };
    }
}
