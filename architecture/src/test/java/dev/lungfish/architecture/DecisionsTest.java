package dev.lungfish.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The decision records in docs/adr: each says its status and its date, and stands in the index.
class DecisionsTest {
    private static final Path FOLDER = Project.CHECKOUT.resolve("docs/adr");

    private static final String LINK = "\\[\\d+]\\(\\d{4}-[a-z0-9-]+\\.md\\)";

    private static final Pattern RECORD =
            Pattern.compile(
                    "# (?<number>\\d+)\\. (?<title>.+)\n\n"
                            + "- Status: (?<status>(?:proposed|accepted|rejected|superseded by LINK)"
                                    .replace("LINK", LINK)
                            + "(?:, amend(?:s|ed by) LINK)*)\n".replace("LINK", LINK)
                            + "- Date: (?<date>\\d{4}-\\d\\d-\\d\\d)\n\n(?s:.*)");

    private static final Pattern ROW =
            Pattern.compile(
                    "(?m)^\\| \\[(?<number>\\d+)]\\((?<file>[^)]+)\\) \\| (?<title>.+?) \\|"
                            + " (?<status>.+?) \\| (?<date>[\\d-]+) \\|$");

    private static final Pattern GAP = Pattern.compile("(?m)^- \\*\\*(\\d+)\\*\\*: \\S.+$");

    @Test
    void areAllInTheIndexWithStatusAndDate() throws IOException {
        Map<Integer, String> expected = new TreeMap<>();
        for (Path file : records()) {
            Matcher record = RECORD.matcher(Files.readString(file));
            assertThat(record.matches())
                    .as("%s begins with '# N. Title', '- Status: ...', '- Date: ...'", file)
                    .isTrue();
            int number = Integer.parseInt(record.group("number"));
            assertThat(file.getFileName().toString()).startsWith("%04d-".formatted(number));
            LocalDate date = LocalDate.parse(record.group("date"));
            assertThat(date).as(file.toString()).isAfter(LocalDate.of(2026, 11, 23));
            expected.put(number, row(record, file.getFileName().toString()));
        }

        List<String> listed = new ArrayList<>();
        for (MatchResult row : (Iterable<MatchResult>) ROW.matcher(index()).results()::iterator) {
            listed.add(row(row, row.group("file")));
        }

        assertThat(expected).hasSizeGreaterThan(15);
        assertThat(listed).containsExactlyElementsOf(expected.values());
    }

    @Test
    void haveNoGapThatIsNotExplained() throws IOException {
        List<Integer> numbers =
                records().stream()
                        .map(file ->
                                Integer.parseInt(file.getFileName().toString().substring(0, 4)))
                        .toList();
        List<Integer> gaps =
                IntStream.rangeClosed(1, numbers.getLast())
                        .filter(number -> !numbers.contains(number))
                        .boxed()
                        .toList();
        List<Integer> explained =
                GAP.matcher(index()).results().map(gap -> Integer.parseInt(gap.group(1))).toList();

        assertThat(numbers).doesNotHaveDuplicates();
        assertThat(explained).containsExactlyElementsOf(gaps);
    }

    private static String row(MatchResult found, String file) {
        return Stream.of("number", "title", "status", "date")
                .map(found::group)
                .reduce(file, (row, field) -> row + " | " + field);
    }

    private static String index() throws IOException {
        return Files.readString(FOLDER.resolve("README.md"));
    }

    private static List<Path> records() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d{4}-.+\\.md"))
                    .sorted()
                    .toList();
        }
    }
}
