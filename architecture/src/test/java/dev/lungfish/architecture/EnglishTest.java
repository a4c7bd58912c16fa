package dev.lungfish.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Code of core that decides makes no sentences: those stand in the bundles of `core.text`.
class EnglishTest {
    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*//.*$|(?<=[;{,)]) // .*$");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

    /// Three words in a row.
    private static final Pattern ENGLISH = Pattern.compile("[A-Za-z']+,? [a-z']+[,;:]? [a-z']+");

    /// What a programmer reads.
    private static final Pattern EXCEPTION = Pattern.compile("new \\w*(Exception|Error)\\(");

    /// The modules that tell people of failures.
    private static final List<String> TELLING =
            List.of(
                    "libvirt",
                    "linux",
                    "rpc",
                    "client",
                    "state",
                    "inventory",
                    "agent",
                    "daemon",
                    "gateway",
                    "controller",
                    "cli");

    private static final Pattern CLASS_NAME =
            Pattern.compile(
                    "(?:[+]"
                            + " (?:e|failure)|String[.]valueOf[(](?:e|failure))(?=[);,])"
                            + "|\\b(?:e|failure)[.](?:toString[(]|getClass[(][)][.]get)"
                            + "|[.]formatted[(][^()]*\\b(?:e|failure)[)]");

    /// The packages whose sentences are in the bundles.
    @ParameterizedTest
    @ValueSource(strings = {"sleep", "wake", "reason"})
    void decidesWithoutSentences(String name) throws IOException {
        Path folder =
                Project.CHECKOUT.resolve("core/src/main/java/dev/lungfish/core").resolve(name);
        List<String> found = new ArrayList<>();
        int sources = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                sources++;
                sentences(Files.readString(file))
                        .forEach(text -> found.add(file.getFileName() + ": " + text));
            }
        }

        assertThat(sources).isGreaterThan(3);
        assertThat(found).isEmpty();
    }

    /// A failure as text begins with its class, which tells its reader nothing: `FailureWords` says
    /// what it means.
    @Test
    void tellsNoFailureByTheNameOfItsClass() throws IOException {
        List<String> found = new ArrayList<>();
        int sources = 0;
        for (String module : TELLING) {
            Path folder = Project.CHECKOUT.resolve(module).resolve("src/main/java");
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(EnglishTest::tells).toList()) {
                    sources++;
                    classNames(Files.readString(file))
                            .forEach(text -> found.add(file.getFileName() + ": " + text));
                }
            }
        }

        assertThat(sources).isGreaterThan(300);
        assertThat(found).isEmpty();
    }

    private static boolean tells(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".java") && !name.equals("FailureWords.java");
    }

    @Test
    void seesFailuresThatAreGluedToText() {
        assertThat(
                        classNames(
                                """
                                why = "cannot listen: " + e;
                                why = String.valueOf(e);
                                why = e.toString();
                                why = "%s: %s".formatted(path, e);
                                why = e.getClass().getSimpleName();
                                why = String.valueOf(e.getMessage()) + e.getMessage();
                                throw new IOException("%s".formatted(path), e);
                                """))
                .hasSize(5);
    }

    private static List<String> classNames(String source) {
        return CLASS_NAME
                .matcher(COMMENT.matcher(source).replaceAll(""))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void seesSentencesAndOverlooksExceptionsNamesAndComments() {
        assertThat(
                        sentences(
                                """
                                // "no sentence in a comment"
                                reasons.add("the swap is full");
                                String a = "it is " + b + "at (an) end of it";
                                throw new IllegalStateException("no such reading " + of("a b") + "or of no use");
                                read("PCI Express root", "/sys/power/state", "cat /proc/swaps");
                                """))
                .containsExactly("the swap is full", "at (an) end of it");
    }

    private static List<String> sentences(String source) {
        String code = withoutExceptions(COMMENT.matcher(source).replaceAll(""));
        return LITERAL.matcher(code)
                .results()
                .map(match -> match.group(1))
                .filter(text -> ENGLISH.matcher(text).find())
                .toList();
    }

    private static String withoutExceptions(String code) {
        StringBuilder rest = new StringBuilder();
        int at = 0;
        Matcher exception = EXCEPTION.matcher(code);
        while (exception.find(at)) {
            rest.append(code, at, exception.start());
            at = end(code, exception.end());
        }
        return rest.append(code.substring(at)).toString();
    }

    /// Where the bracket closes that is open at this place.
    private static int end(String code, int from) {
        int depth = 1;
        int at = from;
        Matcher literal = LITERAL.matcher(code);
        while (depth > 0 && at < code.length()) {
            char c = code.charAt(at);
            if (c == '"' && literal.find(at)) {
                at = literal.end();
                continue;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            at++;
        }
        return at;
    }
}
