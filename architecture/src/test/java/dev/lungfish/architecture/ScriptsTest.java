package dev.lungfish.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The shell scripts of the checkout: they are code too.
class ScriptsTest {
    private static final Path CHECKOUT = Path.of(System.getProperty("lungfish.checkout", ""));

    @TempDir Path folder;

    @Test
    @NeedsProgram(value = "shellcheck", install = "shellcheck")
    void passShellcheck() throws Exception {
        List<String> command = new ArrayList<>(List.of("shellcheck"));
        scripts().forEach(script -> command.add(script.toString()));

        assertThat(run(command)).isEqualTo(new Outcome(0, ""));
    }

    @Test
    void areFoundInEachPlace() throws IOException {
        assertThat(scripts().stream().map(script -> CHECKOUT.relativize(script).toString()))
                .contains(
                        "build",
                        "test",
                        "bin/find-jdk",
                        "bin/test-totals",
                        ".ci/run",
                        "lab/guest/agent");
    }

    @Test
    void totalsNameWhatFailedAndWhatASkippedTestNeeds() throws Exception {
        report(
                """
                <testsuite name="x.GrammarTest" tests="4" errors="1" skipped="1" failures="1">
                  <testcase name="readsAll" classname="x.GrammarTest" time="0.1"/>
                  <testcase name="validates" classname="x.GrammarTest" time="0">
                    <skipped message="not installed: xmllint (apt-get install libxml2-utils)"/>
                  </testcase>
                  <testcase name="breaks" classname="x.GrammarTest" time="0">
                    <failure message="a &gt; b" type="x"><![CDATA[x
                    at <skipped/>]]></failure>
                    <system-out><![CDATA[
                  <testcase name="onlyPrinted" classname="x.GrammarTest"/>
                ]]></system-out>
                  </testcase>
                  <testcase name="stops" classname="x.GrammarTest" time="0">
                    <error type="x"/>
                  </testcase>
                </testsuite>
                """);

        assertThat(totals())
                .isEqualTo(
                        new Outcome(
                                1,
                                """
                                failed: GrammarTest.breaks
                                failed: GrammarTest.stops
                                skipped: GrammarTest.validates: not installed: xmllint (apt-get install libxml2-utils)
                                1 passed, 2 failed, 1 skipped
                                """));
    }

    @Test
    void totalsFailARunWithoutTests() throws Exception {
        assertThat(totals()).isEqualTo(new Outcome(2, "0 passed, 0 failed, 0 skipped\n"));
    }

    private void report(String xml) throws IOException {
        Path reports = folder.resolve("module/target/surefire-reports");
        Files.createDirectories(reports);
        Files.writeString(reports.resolve("TEST-x.GrammarTest.xml"), xml);
    }

    private Outcome totals() throws IOException, InterruptedException {
        return run(List.of(CHECKOUT.resolve("bin/test-totals").toString(), folder.toString()));
    }

    private static List<Path> scripts() throws IOException {
        List<Path> scripts = new ArrayList<>();
        for (String place : List.of("", "bin", "bench", ".ci", "lab/guest")) {
            try (Stream<Path> files = Files.list(CHECKOUT.resolve(place))) {
                files.filter(Files::isRegularFile)
                        .filter(ScriptsTest::isScript)
                        .forEach(scripts::add);
            }
        }
        return scripts;
    }

    private static boolean isScript(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(9), StandardCharsets.ISO_8859_1).equals("#!/bin/sh");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Outcome run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }

    private record Outcome(int exitCode, String output) {}
}
