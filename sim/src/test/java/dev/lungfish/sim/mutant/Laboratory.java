package dev.lungfish.sim.mutant;

import dev.lungfish.core.reason.Reason;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// Compiles a file of core with a fault planted in it, and runs a simulation against that.
final class Laboratory {
    private static final Pattern WORD_OR_SIGN = Pattern.compile("\\w+|\\S");

    private final Path sources;
    private final String hunt;
    private final Path core;
    private final Path sim;
    private final Path folder;

    /// @param checkout of the project
    /// @param sources the folder of the files, below that of core
    /// @param hunt a class of `sim` with a method `firstViolation`
    /// @param folder for what is compiled here
    Laboratory(Path checkout, String sources, Class<?> hunt, Path folder) {
        this.sources = checkout.resolve("core/src/main/java/dev/lungfish/core").resolve(sources);
        this.hunt = hunt.getName();
        this.core = classesOf(Reason.class);
        this.sim = classesOf(hunt);
        this.folder = folder;
    }

    private static Path classesOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Runs the simulation against a mutant.
    ///
    /// @return `seeds invariant` of the first violation; empty if none was found
    String run(Mutant mutant, long seeds) throws ReflectiveOperationException, IOException {
        Path classes = compile(mutant);
        URL[] path = {
            classes.toUri().toURL(), core.toUri().toURL(), sim.toUri().toURL(),
        };
        try (URLClassLoader loader =
                new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            return (String)
                    loader.loadClass(hunt)
                            .getMethod("firstViolation", long.class)
                            .invoke(null, seeds);
        }
    }

    /// How often the snippet of a mutant occurs in its file.
    long occurrences(Mutant mutant) {
        return pattern(mutant).matcher(read(file(mutant))).results().count();
    }

    private Path compile(Mutant mutant) throws IOException {
        Path place = folder.resolve(mutant.name().replaceAll("\\W+", "-").toLowerCase(Locale.ROOT));
        Path changed = Files.createDirectories(place.resolve("src"));
        Path classes = Files.createDirectories(place.resolve("classes"));
        // The other classes are those of core: only this file differs.
        Path original = file(mutant);
        Path file =
                Files.writeString(
                        changed.resolve(original.getFileName()),
                        pattern(mutant)
                                .matcher(read(original))
                                .replaceFirst(Matcher.quoteReplacement(mutant.replacement())));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter problems = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled =
                    compiler.getTask(
                                    problems,
                                    manager,
                                    null,
                                    List.of(
                                            "-proc:none",
                                            "-d",
                                            classes.toString(),
                                            "-cp",
                                            core + ":" + System.getProperty("java.class.path")),
                                    null,
                                    manager.getJavaFileObjects(file))
                            .call();
            if (!compiled) {
                throw new IllegalStateException(mutant + " does not compile: " + problems);
            }
        }
        return classes;
    }

    /// The snippet with any white space between its words and signs.
    private static Pattern pattern(Mutant mutant) {
        return Pattern.compile(
                WORD_OR_SIGN
                        .matcher(mutant.snippet())
                        .results()
                        .map(match -> Pattern.quote(match.group()))
                        .collect(Collectors.joining("\\s*")));
    }

    private Path file(Mutant mutant) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.endsWith(mutant.file()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(mutant + " has no file"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
