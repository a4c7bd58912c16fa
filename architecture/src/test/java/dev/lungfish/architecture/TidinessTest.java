package dev.lungfish.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the compiler and the formatter don't see: lengths, leftovers, and links in documents.
class TidinessTest {
    private static final int MOST_LINES_OF_A_FILE = 400;
    private static final int MOST_LINES_OF_A_METHOD = 70;

    /// A declaration: a type, perhaps with modifiers before it, and a name with a bracket. No
    /// statement begins so but one with a keyword; a record does, and its methods are looked at one
    /// by one.
    private static final Pattern METHOD_START =
            Pattern.compile(
                    "^( {4}| {8})(?! )(?!((public|protected|private|static) )*record\\b)"
                        + "(?!(if|for|while|switch|try|catch|return|throw|case|else|do|yield|assert|new)\\b)[^/@*}=\"(.]+"
                        + " \\w+\\([^=]*");

    private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)#\\s]+)(#[^)]*)?\\)");

    private static final Pattern PART =
            Pattern.compile("\\[[^]]*]\\((?!\\w+://)([^)#\\s]*)#([^)\\s]+)\\)");

    @Test
    void sourcesStayShort() {
        List<Path> sources = sources();

        assertThat(sources).hasSizeGreaterThan(60);
        assertThat(sources)
                .allSatisfy(source ->
                        assertThat(lines(source))
                                .as(source.toString())
                                .hasSizeLessThanOrEqualTo(MOST_LINES_OF_A_FILE));
    }

    @Test
    void methodsFitOnAScreen() {
        int methods = 0;
        List<String> tooLong = new ArrayList<>();
        for (Path source : sources()) {
            List<String> lines = lines(source);
            for (int start = 0; start < lines.size(); start++) {
                Matcher matcher = METHOD_START.matcher(lines.get(start));
                if (!matcher.matches()) {
                    continue;
                }
                methods++;
                String end = matcher.group(1) + "}";
                int length = lines.subList(start, lines.size()).indexOf(end) + 1;
                if (length > MOST_LINES_OF_A_METHOD) {
                    tooLong.add(source + ":" + (start + 1) + " has " + length + " lines");
                }
            }
        }

        assertThat(methods).isGreaterThan(300);
        assertThat(tooLong).isEmpty();
    }

    @Test
    void nothingIsLeftForLater() {
        Pattern leftover = Pattern.compile("\\b(FIX" + "ME|TO" + "DO|XX" + "X)\\b");

        assertThat(sources())
                .allSatisfy(source ->
                        assertThat(lines(source))
                                .as(source.toString())
                                .noneMatch(line -> leftover.matcher(line).find()));
    }

    @Test
    void pathsOfTheKernelStandOnlyWhereTheyAreReadOrJudged() {
        List<Path> others =
                sources().stream()
                        .filter(source -> source.toString().contains("/src/main/"))
                        .filter(source ->
                                Stream.of("cli", "agent", "state", "libvirt")
                                        .anyMatch(module ->
                                                source.startsWith(
                                                        Project.CHECKOUT.resolve(module))))
                        .toList();

        assertThat(others).hasSizeGreaterThan(15);
        assertThat(others)
                .allSatisfy(source ->
                        assertThat(lines(source))
                                .as(source.toString())
                                .noneMatch(line ->
                                        !line.strip().startsWith("//")
                                                && (line.contains("\"/sys/")
                                                        || line.contains("\"/proc/"))));
    }

    @Test
    void linksBetweenDocumentsLeadSomewhere() {
        List<Path> documents = files(".md");
        int links = 0;
        List<String> dead = new ArrayList<>();
        for (Path document : documents) {
            Matcher matcher = LINK.matcher(String.join("\n", lines(document)));
            while (matcher.find()) {
                String target = matcher.group(1);
                if (!target.contains("://")) {
                    links++;
                    if (!Files.exists(document.resolveSibling(target))) {
                        dead.add(document + " -> " + target);
                    }
                }
            }
        }

        assertThat(links).isGreaterThan(5);
        assertThat(dead).isEmpty();
    }

    @Test
    void linksToPartsOfDocumentsLeadToHeadings() {
        int links = 0;
        List<String> dead = new ArrayList<>();
        for (Path document : files(".md")) {
            Matcher matcher = PART.matcher(String.join("\n", lines(document)));
            while (matcher.find()) {
                Path target =
                        matcher.group(1).isEmpty()
                                ? document
                                : document.resolveSibling(matcher.group(1)).normalize();
                links++;
                if (!Files.exists(target) || !anchors(target).contains(matcher.group(2))) {
                    dead.add(document + " -> " + matcher.group());
                }
            }
        }

        assertThat(links).isPositive();
        assertThat(dead).isEmpty();
    }

    /// What hosting platforms make of a document's headings.
    private static List<String> anchors(Path document) {
        return lines(document).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(line -> line.replaceAll("[^\\w -]", "").strip().replace(' ', '-'))
                .toList();
    }

    @Test
    void everyModuleIsOnTheMap() {
        String map = String.join("\n", lines(Project.CHECKOUT.resolve("docs/ARCHITECTURE.md")));
        Matcher modules =
                Pattern.compile("<module>([a-z]+)</module>")
                        .matcher(String.join("\n", lines(Project.CHECKOUT.resolve("pom.xml"))));
        List<String> named = modules.results().map(match -> match.group(1)).toList();

        assertThat(named).hasSizeGreaterThan(7);
        assertThat(named).allSatisfy(module -> assertThat(map).contains("`" + module + "`"));
    }

    private static List<Path> sources() {
        return files(".java");
    }

    private static List<Path> files(String ending) {
        try (Stream<Path> tree = Files.walk(Project.CHECKOUT)) {
            return tree.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> !file.toString().contains("/target/"))
                    .filter(file -> !Project.CHECKOUT.relativize(file).startsWith(".build"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
