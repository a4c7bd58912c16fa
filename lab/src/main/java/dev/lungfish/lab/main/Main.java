package dev.lungfish.lab.main;

import dev.lungfish.lab.LabException;
import dev.lungfish.lab.machine.Guest;
import dev.lungfish.lab.scenario.Scenario;
import dev.lungfish.lab.scenario.Scenarios;
import dev.lungfish.lab.scenario.Screen;
import dev.lungfish.lab.scenario.Stage;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The entry point of `lungfish lab`.
public final class Main {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private static final Pattern CYCLES = Pattern.compile("cycles-([1-9]\\d{0,3})");

    private final PrintStream out;
    private final Path folder;

    private Main(PrintStream out, Path folder) {
        this.out = out;
        this.folder = folder;
    }

    /// Runs scenarios.
    ///
    /// @param arguments the folder of the lab, then names of scenarios; none for the tour
    public static void main(String[] arguments) {
        PrintStream out =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        List<String> given = new ArrayList<>(List.of(arguments));
        Path folder = Path.of(given.removeFirst()).toAbsolutePath();
        System.exit(new Main(out, folder).run(given));
    }

    private int run(List<String> names) {
        if (names.contains("--list") || names.contains("--help")) {
            list();
            return OK;
        }
        List<Scenario> wanted = new ArrayList<>();
        for (String name : names) {
            Optional<Scenario> found = find(name);
            if (found.isEmpty()) {
                out.println("lungfish: no scenario '" + name + "'; lungfish lab --list tells all");
                return USAGE;
            }
            wanted.add(found.get());
        }
        if (wanted.isEmpty()) {
            wanted.add(Scenarios.all().getFirst());
        }
        List<String> failed = new ArrayList<>();
        for (Scenario scenario : wanted) {
            if (!play(scenario)) {
                failed.add(scenario.name());
            }
        }
        if (wanted.size() > 1) {
            out.println(
                    "%s of %s scenarios came out right%s"
                            .formatted(
                                    wanted.size() - failed.size(),
                                    wanted.size(),
                                    failed.isEmpty() ? "" : ", not: " + String.join(", ", failed)));
        }
        return failed.isEmpty() ? OK : FAILED;
    }

    private static Optional<Scenario> find(String name) {
        Matcher cycles = CYCLES.matcher(name);
        return cycles.matches()
                ? Optional.of(Scenarios.cycles(Integer.parseInt(cycles.group(1))))
                : Scenarios.named(name);
    }

    private void list() {
        out.println(
                "usage: lungfish lab [--list] [SCENARIO...]; without a name the first one is"
                        + " played, and cycles-100 plays 100 sleeps in a row");
        out.println();
        for (Scenario scenario : Scenarios.all()) {
            out.printf("  %-22s%s%n", scenario.name(), scenario.title());
        }
    }

    private boolean play(Scenario scenario) {
        out.println(scenario.name() + ": " + scenario.title());
        Screen screen = new Screen(out);
        Path own = folder.resolve("runs").resolve(scenario.name());
        try (Stage stage = new Stage(Guest.in(folder.resolve("guest")), own, screen)) {
            scenario.play().on(stage);
            screen.step(scenario.name() + " came out right");
            return true;
        } catch (LabException e) {
            screen.step(scenario.name() + " FAILED: " + e.getMessage());
            screen.line("           logs: " + own);
            return false;
        } finally {
            out.println();
        }
    }
}
