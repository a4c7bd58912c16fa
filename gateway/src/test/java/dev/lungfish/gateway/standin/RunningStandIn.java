package dev.lungfish.gateway.standin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.gateway.standin.PlayedSegment.Host;
import dev.lungfish.runtime.clock.Deadline;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A stand-in in a process of its own.
final class RunningStandIn implements AutoCloseable {
    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private boolean answering;

    private RunningStandIn(Process process) {
        this.process = process;
        Thread _ = Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (BufferedReader says = process.inputReader(StandardCharsets.UTF_8)) {
            says.lines().forEach(this::add);
        } catch (IOException e) {
            add(e.toString());
        } finally {
            ended.complete(null);
        }
    }

    static RunningStandIn on(PlayedSegment segment, Host host, int priority) throws IOException {
        return of(
                segment,
                host,
                StandInProgram.class,
                host.address(),
                String.valueOf(priority),
                Host.SLEEPER.mac(),
                Host.SLEEPER.address(),
                Host.SLEEPER.address6());
    }

    static RunningStandIn of(
            PlayedSegment segment, Host host, Class<?> program, String... arguments)
            throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                program.getName()));
        command.addAll(List.of(arguments));
        return new RunningStandIn(segment.start(host, command.toArray(String[]::new)));
    }

    private synchronized void add(String line) {
        lines.add(line);
        if (line.startsWith("answers ")) {
            answering = line.endsWith("true");
        }
        notifyAll();
    }

    /// Waits for a line after the last one that was waited for.
    synchronized void await(String line) throws InterruptedException {
        Deadline deadline = Deadline.after(Duration.ofSeconds(60));
        while (!lines.contains(line)) {
            assertThat(deadline.passed()).as("%s in %s", line, lines).isFalse();
            wait(1000);
        }
        lines.subList(0, lines.indexOf(line) + 1).clear();
    }

    /// Waits until it says last that it answers, or that it does not.
    synchronized void awaitAnswers(boolean answers) throws InterruptedException {
        Deadline deadline = Deadline.after(Duration.ofSeconds(60));
        while (answering != answers) {
            assertThat(deadline.passed()).as("answers %s", answers).isFalse();
            wait(1000);
        }
    }

    synchronized long heard(String start) {
        return lines.stream().filter(line -> line.startsWith(start)).count();
    }

    void signal(String name) throws IOException, InterruptedException {
        assertThat(
                        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                                .start()
                                .waitFor())
                .isZero();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        ended.join();
    }
}
