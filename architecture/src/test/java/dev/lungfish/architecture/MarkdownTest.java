package dev.lungfish.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// All Markdown of the tree, as a reader sees it who opens it on a forge.
class MarkdownTest {
    private static final Map<Path, MarkdownPage> PAGES = new TreeMap<>();

    @BeforeAll
    static void read() throws IOException {
        try (Stream<Path> files = Files.walk(Project.CHECKOUT)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".md"))
                            .filter(path ->
                                    Stream.of("/.git/", "/.build/", "/target/", "/node_modules/")
                                            .noneMatch(path.toString()::contains))
                            .map(path -> path.toAbsolutePath().normalize())
                            .toList()) {
                PAGES.put(file, MarkdownPage.of(Files.readString(file)));
            }
        }
    }

    @Test
    void rendersAsItIsMeant() {
        assertThat(PAGES).hasSizeGreaterThan(60);
        assertThat(PAGES.values().stream().mapToInt(MarkdownPage::tables).sum()).isGreaterThan(70);

        assertThat(faults(page -> page.faults())).isEmpty();
    }

    @Test
    void linksToWhatExists() {
        assertThat(PAGES.values().stream().mapToInt(page -> page.links().size()).sum())
                .isGreaterThan(200);

        Map<String, List<String>> dead = new TreeMap<>();
        PAGES.forEach((file, page) -> {
            List<String> missing =
                    page.links().stream().filter(link -> !leadsSomewhere(file, link)).toList();
            if (!missing.isEmpty()) {
                dead.put(file.toString(), missing);
            }
        });
        assertThat(dead).isEmpty();
    }

    private static boolean leadsSomewhere(Path file, String link) {
        if (link.matches("[a-z]+:.*")) {
            return true; // Of another place, which a test does not ask.
        }
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return parts.length == 1
                || !PAGES.containsKey(target)
                || PAGES.get(target).anchors().contains(parts[1]);
    }

    private interface Faults {
        List<String> of(MarkdownPage page);
    }

    private static Map<String, List<String>> faults(Faults faults) {
        return PAGES.entrySet().stream()
                .filter(page -> !faults.of(page.getValue()).isEmpty())
                .collect(
                        Collectors.toMap(
                                page -> page.getKey().toString(),
                                page -> faults.of(page.getValue())));
    }

    /// Each fault is one that the renderer of a forge passes over in silence.
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            textBlock =
                    """
                    | a | b |\\n|---|---|\\n| 1 | 2 | 3 |          ; 3 cells, and the head has 2
                    | a | b |\\n|---|---|\\n| 1 |                  ; 1 cells, and the head has 2
                    | a | b |\\n|---|---|\\n| `x|y` | 2 |          ; 3 cells, and the head has 2
                    | a | b |\\n|---|\\n| 1 | 2 |                  ; a table that is none
                    text\\n| a | b |\\n|:--|--|--|\\n| 1 | 2 |     ; 3 cells, and the head has 2
                    ```sh\\necho                                   ; a block of code that does not end
                    run lungfish <command> now                     ; '<command>' is taken for HTML
                    """)
    void findsWhatDoesNotRender(String text, String fault) {
        assertThat(MarkdownPage.of(text.replace("\\n", "\n") + "\n").faults())
                .singleElement()
                .asString()
                .contains(fault);
    }

    @Test
    void takesWhatRenders() {
        MarkdownPage page =
                MarkdownPage.of(
                        """
                        # Who may, and `who` did
                        | a | b |
                        |---|:-:|
                        | `x\\|y` | 2<br>3 |

                        ## Twice
                        ## Twice
                        [there](other.md#x) `<command>` and `| a |`
                        ```
                        | no table |
                        ```
                        """);

        assertThat(page.faults()).isEmpty();
        assertThat(page.tables()).isEqualTo(1);
        assertThat(page.links()).containsExactly("other.md#x");
        assertThat(page.anchors()).containsExactly("who-may-and-who-did", "twice", "twice-1");
    }
}
