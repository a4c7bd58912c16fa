package dev.lungfish.linux.power;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.sleep.Swap;
import dev.lungfish.linux.syscall.FileExtents;
import dev.lungfish.linux.tree.HostTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Where the swap files of a host lie on their block devices. A live host is asked; a record has
/// the answers in one file, a line for each swap file: its path as in `/proc/swaps`, the
/// `major:minor` of the device, and the page of its first block.
///
/// **Source:** Linux `Documentation/filesystems/fiemap.rst`;
/// `Documentation/power/swsusp-and-swap-files.rst`. On btrfs the call answers addresses of the file
/// system, not of a device; such a file system has no device number of its own either (stat(2),
/// `st_dev` with major 0), so the place stays unknown there.
public record SwapFiles(HostTree tree) {
    /// The file of a record.
    public static final String RECORDED = "/services/swap-files";

    private static final Pattern LINE = Pattern.compile("(\\S+) (\\d{1,7}:\\d{1,7}) (\\d{1,18})");
    private static final String DELETED = "\\040(deleted)";

    /// The place of one swap file; malformed where the file of a record does not name it.
    ///
    /// @param escaped its path as `/proc/swaps` has it
    Reading<Swap.Place> place(String escaped) {
        if (tree.isLive()) {
            return ask(escaped);
        }
        return recorded().map(places -> placed(places, escaped));
    }

    private static Swap.Place placed(Map<String, Swap.Place> places, String escaped) {
        return Optional.ofNullable(places.get(escaped))
                .orElseThrow(() ->
                        new IllegalArgumentException("no line for " + HostTree.quote(escaped)));
    }

    /// The places of all active swap files; absent if there is none.
    public Reading<Map<String, Swap.Place>> places() {
        if (!tree.isLive()) {
            return recorded();
        }
        Map<String, Swap.Place> places = new TreeMap<>();
        for (String escaped : files()) {
            switch (ask(escaped)) {
                case Reading.Present<Swap.Place>(_, Swap.Place place, _) ->
                        places.put(escaped, place);
                case Reading<Swap.Place> none -> {
                    return new Reading.Failed<>(none.source(), none.found());
                }
            }
        }
        return places.isEmpty()
                ? new Reading.Absent<>(SwapReader.SWAPS)
                : new Reading.Present<>(SwapReader.SWAPS, Map.copyOf(places), text(places));
    }

    /// As a record has them.
    public static String text(Map<String, Swap.Place> places) {
        return new TreeMap<>(places)
                .entrySet().stream()
                        .map(entry ->
                                "%s %s %s\n"
                                        .formatted(
                                                entry.getKey(),
                                                entry.getValue().device(),
                                                entry.getValue().offset()))
                        .collect(Collectors.joining());
    }

    private List<String> files() {
        return tree.text(SwapReader.SWAPS)
                .toOptional()
                .orElse("")
                .lines()
                .skip(1)
                .map(line -> line.strip().split("\\s+", -1))
                .filter(fields -> fields.length > 1 && fields[1].equals("file"))
                .map(fields -> fields[0])
                .toList();
    }

    private Reading<Map<String, Swap.Place>> recorded() {
        return tree.text(RECORDED).map(SwapFiles::parse);
    }

    private static Map<String, Swap.Place> parse(String text) {
        Map<String, Swap.Place> places = new TreeMap<>();
        for (String line : text.lines().filter(each -> !each.isBlank()).toList()) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "a path, major:minor and a page expected, found " + HostTree.quote(line));
            }
            places.put(
                    matcher.group(1),
                    new Swap.Place(matcher.group(2), Long.parseLong(matcher.group(3))));
        }
        return Map.copyOf(places);
    }

    private Reading<Swap.Place> ask(String escaped) {
        String source = "ioctl FS_IOC_FIEMAP " + SwapReader.unescape(escaped);
        if (escaped.endsWith(DELETED)) {
            return new Reading.Failed<>(source, "the file is deleted");
        }
        Path file = tree.livePath(SwapReader.unescape(escaped));
        try {
            long number = ((Number) Files.getAttribute(file, "unix:dev")).longValue();
            if (major(number) == 0) {
                return new Reading.Failed<>(source, "its file system has no block device number");
            }
            FileExtents.First first = FileExtents.first(file);
            if (first.bytes() % first.page() != 0) {
                return new Reading.Failed<>(source, "its first block is at no whole page");
            }
            Swap.Place place =
                    new Swap.Place(
                            major(number) + ":" + minor(number), first.bytes() / first.page());
            return new Reading.Present<>(source, place, place.toString());
        } catch (IOException | LinkageError | IllegalCallerException e) {
            return new Reading.Failed<>(source, String.valueOf(e.getMessage()));
        }
    }

    /// **Source:** glibc `sysdeps/unix/sysv/linux/sys/sysmacros.h`, makedev(3).
    private static long major(long number) {
        return ((number >> 8) & 0xfff) | ((number >> 32) & 0xffff_f000L);
    }

    private static long minor(long number) {
        return (number & 0xff) | ((number >> 12) & 0xffff_ff00L);
    }
}
