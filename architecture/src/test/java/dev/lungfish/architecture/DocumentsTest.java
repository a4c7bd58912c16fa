package dev.lungfish.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.lungfish.architecture.DocumentedNames.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// docs/ARCHITECTURE.md names only what exists.
class DocumentsTest {
    private static final Pattern QUOTED = Pattern.compile("`([^`\n]+)`");
    private static final Pattern MODULE = Pattern.compile("<module>([a-z-]+)</module>");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|(.*)$");
    private static final Pattern WORD = Pattern.compile("[a-z]+");

    private static String text;
    private static List<String> modules;
    private static DocumentedNames names;

    @BeforeAll
    static void read() throws IOException {
        text = Files.readString(Project.CHECKOUT.resolve("docs/ARCHITECTURE.md"));
        modules =
                MODULE.matcher(Files.readString(Project.CHECKOUT.resolve("pom.xml")))
                        .results()
                        .map(module -> module.group(1))
                        .toList();
        List<JavaClass> classes = new ArrayList<>(Project.CLASSES);
        classes.addAll(new ClassFileImporter().importClasses(DocumentedNames.class, Kind.class));
        names = new DocumentedNames(Project.CHECKOUT, modules, classes);
    }

    @Test
    void nameOnlyWhatExists() {
        List<String> named = quoted(text).filter(name -> names.kind(name).isPresent()).toList();

        assertThat(count(named, Kind.TYPE)).as("types").isGreaterThan(60);
        assertThat(count(named, Kind.PACKAGE)).as("packages").isGreaterThan(15);
        assertThat(count(named, Kind.FILE)).as("files").isGreaterThan(4);
        assertThat(named.stream().filter(name -> !names.exists(name))).isEmpty();
    }

    /// In the row of a module, a single word is one of its packages, or a module.
    @Test
    void namePackagesOfTheModuleOfTheRow() {
        Set<String> rows = new HashSet<>();
        List<String> unknown = new ArrayList<>();
        int packages = 0;
        for (MatchResult row : (Iterable<MatchResult>) ROW.matcher(text).results()::iterator) {
            String module = row.group(1);
            if (!modules.contains(module)) {
                continue;
            }
            rows.add(module);
            for (String word : quoted(row.group(2)).toList()) {
                if (!WORD.matcher(word).matches()
                        || modules.contains(word)
                        || word.equals("lungfish")) {
                    continue;
                }
                packages++;
                if (!names.isPackage(module + "." + word)) {
                    unknown.add(module + ": " + word);
                }
            }
        }

        assertThat(rows).containsExactlyInAnyOrderElementsOf(modules);
        assertThat(packages).isGreaterThan(20);
        assertThat(unknown).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Project",
                "DocumentsTest",
                "architecture.DocumentsTest",
                "dev.lungfish.architecture.DocumentsTest",
                "DocumentedNames.kind",
                "DocumentedNames.Kind.TYPE",
                "Thread",
                "dev.lungfish.core",
                "docs/adr"
            })
    void findWhatIsThere(String name) {
        assertThat(known(name)).as(name).isEqualTo(Optional.of(true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NoSuchType",
                "core.NoSuchType",
                "core.DocumentsTest",
                "dev.lungfish.core.nosuch.NoSuchType",
                "DocumentedNames.noSuchMember",
                "DocumentedNames.NoSuchKind",
                "core.nosuchpackage",
                "dev.lungfish.nosuchpackage",
                "docs/no-such-page.md"
            })
    void missWhatIsNotThere(String name) {
        assertThat(known(name)).as(name).isEqualTo(Optional.of(false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resumed",
                "DIR",
                "DIR/services",
                "current.json",
                "lungfish doctor --root DIR",
                "dev.lungfish.<module>.*",
                "[[policy.rule]]",
                "com.sun.net.httpserver.HttpServer"
            })
    void leaveOtherWordsAlone(String name) {
        assertThat(known(name)).as(name).isEmpty();
    }

    private static Optional<Boolean> known(String name) {
        return names.kind(name).map(kind -> names.exists(name));
    }

    private static long count(List<String> named, Kind kind) {
        return named.stream().filter(name -> names.kind(name).orElseThrow() == kind).count();
    }

    private static Stream<String> quoted(String text) {
        Matcher matcher = QUOTED.matcher(text);
        return matcher.results().map(match -> match.group(1)).distinct();
    }
}
