package dev.lungfish.linux.power;

import dev.lungfish.core.procedure.judgement.AdmissionReason;
import dev.lungfish.core.procedure.judgement.Answer.Entry;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.process.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Puts the host to sleep by the programs of pm-utils, which come back after it. pm-utils' own
/// hybrid sleep is not used: it clears the wake alarm.
///
/// **Source:** `pm-suspend(8)`; pm-utils 1.4.1 `pm/pm-action`: exit code 0 after a sleep, 1 where a
/// hook or the kernel prevented it; what happened is in `/var/log/pm-suspend.log`.
public final class PmUtilsSleep {
    private static final Path FOLDER = Path.of("/usr/sbin");

    private final Path folder;
    private final Optional<Duration> limit;

    /// @param folder where the programs are
    /// @param limit in place of the usual one of the state
    PmUtilsSleep(Path folder, Optional<Duration> limit) {
        this.folder = folder;
        this.limit = limit;
    }

    /// The pm-utils of this machine.
    public static PmUtilsSleep ofThisMachine() {
        return new PmUtilsSleep(FOLDER, Optional.empty());
    }

    /// Why they can't be used; empty where they can.
    public Optional<Reason> missing() {
        String program = program("pm-suspend");
        return HostTree.live().exists(program)
                ? Optional.empty()
                : Optional.of(new AdmissionReason.PmUtilsNotInstalled(program));
    }

    /// Sleeps, and comes back when the host is awake again or was not put to sleep.
    public Entry enter(SleepState state) {
        return switch (state) {
            case SUSPEND_TO_RAM -> run(program("pm-suspend"), state);
            case SUSPEND_TO_DISK -> run(program("pm-hibernate"), state);
            case SUSPEND_TO_IDLE, STANDBY, HYBRID ->
                    new Entry.Refused(
                            "pm-utils has no " + state.spelling() + " that can be relied on", "");
        };
    }

    private String program(String name) {
        return folder.resolve(name).toString();
    }

    private Entry run(String program, SleepState state) {
        try {
            Deadline deadline = Deadline.after(limit.orElseGet(() -> SleepLimit.of(state)));
            return switch (Program.start(List.of(program)).end(deadline)) {
                case Program.Ending.Exited(int exitCode, _) when exitCode == 0 ->
                        new Entry.Succeeded();
                case Program.Ending.Exited(int exitCode, _) ->
                        new Entry.Refused(
                                "%s: exit code %s; /var/log/pm-suspend.log says why"
                                        .formatted(program, exitCode),
                                "");
                case Program.Ending.Killed(Duration allowance) ->
                        new Entry.Hanging(
                                "%s: not back after %s s of being awake"
                                        .formatted(program, allowance.toSeconds()));
            };
        } catch (IOException e) {
            return new Entry.Refused(String.valueOf(e.getMessage()), "");
        }
    }
}
