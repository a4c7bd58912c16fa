package dev.lungfish.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the lines of a journal say of requests, sealed journals included, without the code that
/// reads them for others.
///
/// @param accepted the names of requests, in order
/// @param ended how many ends there are behind the acceptance of each
record JournaledRequests(List<String> accepted, List<Integer> ended) {
    private static final Pattern ENTRY = Pattern.compile("\"entry\":\"([a-z-]+)\"");
    private static final Pattern NAME = Pattern.compile("\"id\":\"([^\"]+)\"");

    static JournaledRequests in(Path folder) throws IOException {
        List<String> accepted = new ArrayList<>();
        List<Integer> ended = new ArrayList<>();
        for (String line : lines(folder)) {
            Matcher entry = ENTRY.matcher(line);
            String kind = entry.find() ? entry.group(1) : "";
            if (kind.equals("accepted")) {
                Matcher name = NAME.matcher(line);
                accepted.add(name.find() ? name.group(1) : "");
                ended.add(0);
            } else if (kind.equals("ended")) {
                ended.set(ended.size() - 1, ended.getLast() + 1);
            }
        }
        return new JournaledRequests(accepted, ended);
    }

    private static List<String> lines(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            // Sealed ones, whose names have numbers, come first.
            files =
                    all.filter(file ->
                                    String.valueOf(file.getFileName())
                                            .matches("journal(-\\d+)?\\.jsonl"))
                            .sorted()
                            .toList();
        }
        List<String> lines = new ArrayList<>();
        for (Path file : files) {
            lines.addAll(Files.readAllLines(file));
        }
        return lines;
    }
}
