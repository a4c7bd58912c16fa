package dev.lungfish.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// docs/dependencies.md lists what the POM depends on, in the same versions.
class DependenciesTest {
    private static final Pattern PROPERTY = Pattern.compile("<([a-z-]+)\\.version>([^<]+)</");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `[\\w.]+:([\\w.-]+)` \\| (\\S+) \\| (\\S+) \\|");
    private static final Pattern MANAGED =
            Pattern.compile("<artifactId>([\\w-]+)</artifactId>\\s*<version>([^<]+)</version>");

    /// By the name before `.version`.
    private static Map<String, String> properties = Map.of();

    /// By the artifact.
    private static Map<String, String> managed = Map.of();

    private static List<MatchResult> rows = List.of();

    @BeforeAll
    static void read() throws IOException {
        String pom = Files.readString(Project.CHECKOUT.resolve("pom.xml"));
        String page = Files.readString(Project.CHECKOUT.resolve("docs/dependencies.md"));
        properties =
                PROPERTY.matcher(pom)
                        .results()
                        .collect(
                                Collectors.toMap(found -> found.group(1), found -> found.group(2)));
        managed =
                MANAGED.matcher(pom)
                        .results()
                        .filter(found -> !found.group(1).startsWith("lungfish"))
                        .collect(
                                Collectors.toMap(
                                        found -> found.group(1),
                                        found -> resolved(found.group(2)),
                                        (one, other) -> one));
        rows = ROW.matcher(page).results().toList();
    }

    @Test
    void haveTheVersionsOfThePom() {
        List<String> differences = new ArrayList<>();
        for (MatchResult row : rows) {
            String artifact = row.group(1);
            String version = managed.getOrDefault(artifact, properties.get(artifact));
            if (!Objects.equals(version, row.group(2))) {
                differences.add(artifact + ": " + row.group(2) + ", in the POM " + version);
            }
        }

        assertThat(rows).hasSizeGreaterThan(10);
        assertThat(differences).isEmpty();
    }

    @Test
    void areAllListed() throws IOException {
        String page = Files.readString(Project.CHECKOUT.resolve("docs/dependencies.md"));
        Set<String> listed = new HashSet<>();
        rows.forEach(row -> listed.add(row.group(1)));

        assertThat(properties).hasSizeGreaterThan(10);
        assertThat(managed.keySet().stream().filter(artifact -> !artifact.startsWith("maven-")))
                .allSatisfy(artifact -> assertThat(page).contains(artifact));
        assertThat(managed.entrySet().stream().filter(one -> one.getKey().startsWith("maven-")))
                .hasSizeGreaterThan(8)
                .allSatisfy(plugin -> assertThat(page).contains(shortName(plugin)));
        assertThat(listed).containsAll(List.of("picocli", "jackson-core", "tomlj", "jspecify"));
    }

    /// `compiler 3.16.0` for maven-compiler-plugin.
    private static String shortName(Map.Entry<String, String> plugin) {
        return plugin.getKey().replaceAll("^maven-|-plugin$", "") + " " + plugin.getValue();
    }

    private static String resolved(String version) {
        return version.startsWith("${")
                ? properties.getOrDefault(
                        version.substring(2, version.length() - ".version}".length()), version)
                : version;
    }
}
