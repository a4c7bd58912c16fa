package dev.lungfish.linux.power;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.sleep.SleepReadings.PmUtilsReadings;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.clock.Patience;
import dev.lungfish.runtime.process.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The program `pm-is-supported` of this machine. Its three questions run concurrently, and are
/// killed at the time limit.
///
/// **Source:** `pm-is-supported(1)`: exit code 0 means yes, 1 means no. It is a shell script, so
/// 126, 127 and codes of signals are no answer.
public final class InstalledPmUtils implements PmUtils {
    private static final int YES = 0;
    private static final int NO = 1;

    private final Path program;
    private final Patience patience;

    /// @param patience for the three questions together
    public InstalledPmUtils(Path program, Patience patience) {
        this.program = program;
        this.patience = patience;
    }

    @Override
    public PmUtilsReadings read() {
        return patience.ask(this::read);
    }

    private PmUtilsReadings read(Deadline deadline) {
        Question suspend = ask("--suspend");
        Question hibernate = ask("--hibernate");
        Question suspendHybrid = ask("--suspend-hybrid");
        return new PmUtilsReadings(
                suspend.answer(deadline),
                hibernate.answer(deadline),
                suspendHybrid.answer(deadline));
    }

    private sealed interface Question {
        Reading<Boolean> answer(Deadline deadline);
    }

    private record NotPut(Reading<Boolean> reading) implements Question {
        @Override
        public Reading<Boolean> answer(Deadline deadline) {
            return reading;
        }
    }

    private record Running(String source, Program program) implements Question {
        @Override
        public Reading<Boolean> answer(Deadline deadline) {
            return switch (program.end(deadline)) {
                case Program.Ending.Exited(int exitCode, _) -> understand(source, exitCode);
                case Program.Ending.Killed _ ->
                        new Reading.Failed<>(
                                source, "no answer within %s".formatted(deadline.inWords()));
            };
        }
    }

    private Question ask(String option) {
        String source = program.getFileName() + " " + option;
        if (!HostTree.live().exists(program.toString())) {
            return new NotPut(new Reading.Absent<>(source));
        }
        try {
            return new Running(source, Program.start(List.of(program.toString(), option)));
        } catch (IOException e) {
            return new NotPut(new Reading.Failed<>(source, String.valueOf(e.getMessage())));
        }
    }

    private static Reading<Boolean> understand(String source, int exitCode) {
        return switch (exitCode) {
            case YES -> new Reading.Present<>(source, true, "yes (exit code 0)");
            case NO -> new Reading.Present<>(source, false, "no (exit code 1)");
            default ->
                    new Reading.Malformed<>(
                            source, "exit code 0 (yes) or 1 (no) expected, found " + exitCode);
        };
    }
}
