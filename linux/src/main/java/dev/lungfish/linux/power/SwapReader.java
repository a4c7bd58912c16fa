package dev.lungfish.linux.power;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.sleep.Swap;
import dev.lungfish.linux.tree.HostTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the active swap areas.
///
/// **Source:** kernel `mm/swapfile.c`, `swap_show`: a header, then a line for each area with path,
/// type, size, used (in KiB) and priority; white space in a path is written in octal (`\040`).
final class SwapReader {
    static final String SWAPS = "/proc/swaps";
    private static final Pattern LINE =
            Pattern.compile(
                    "(\\S+)\\s+(partition|file)\\s+(\\d{1,18})\\s+(\\d{1,18})\\s+(-?\\d{1,9})");
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

    private final HostTree tree;
    private final SwapBackingReader backings;

    SwapReader(HostTree tree) {
        this.tree = tree;
        this.backings = new SwapBackingReader(tree);
    }

    Reading<List<Swap>> read() {
        return switch (tree.text(SWAPS).map(this::parse)) {
            case Reading.Present<List<Swap>>(String source, List<Swap> swaps, _) ->
                    new Reading.Present<>(source, swaps, describe(swaps));
            case Reading<List<Swap>> other -> other;
        };
    }

    private List<Swap> parse(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        if (lines.isEmpty() || !lines.getFirst().startsWith("Filename")) {
            throw new IllegalArgumentException("no header 'Filename Type Size ...'");
        }
        List<Swap> swaps = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            swaps.add(parseLine(i + 1, lines.get(i).strip()));
        }
        return List.copyOf(swaps);
    }

    private Swap parseLine(int number, String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "line " + number + " names no swap area: " + HostTree.quote(line));
        }
        String path = unescape(matcher.group(1));
        boolean inFile = matcher.group(2).equals("file");
        ByteCount size = ByteCount.ofKibibytes(Long.parseLong(matcher.group(3)));
        ByteCount used = ByteCount.ofKibibytes(Long.parseLong(matcher.group(4)));
        SwapBackingReader.Found found =
                inFile ? backings.ofFile(matcher.group(1)) : backings.ofDevice(path);
        return new Swap(
                path,
                inFile,
                size,
                used,
                found.device(),
                found.offset(),
                found.backing(),
                found.evidence());
    }

    static String unescape(String path) {
        return OCTAL.matcher(path)
                .replaceAll(match ->
                        Matcher.quoteReplacement(
                                String.valueOf((char) Integer.parseInt(match.group(1), 8))));
    }

    private static String describe(List<Swap> swaps) {
        if (swaps.isEmpty()) {
            return "no swap active";
        }
        return String.join(
                "; ",
                swaps.stream()
                        .map(swap ->
                                "%s%s%s, %s used"
                                        .formatted(
                                                swap.path(),
                                                swap.inFile() ? " (file) " : " ",
                                                swap.size(),
                                                swap.used()))
                        .toList());
    }

    static Optional<String> lastComponent(String path) {
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }
}
