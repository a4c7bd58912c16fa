package dev.lungfish.lab.scenario;

import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.lab.machine.MachinePlan;
import java.time.Duration;
import java.util.List;

/// Processor settings survive a sleep, and are restored after the daemon was killed and when it
/// ends.
///
/// QEMU emulates no hardware that changes its frequency, and Linux has no dummy driver for it. So
/// this sets the kernel's latency limit of each processor.
final class Processors {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String LIMIT =
            "/sys/devices/system/cpu/cpu0/power/pm_qos_resume_latency_us";

    private Processors() {}

    static List<Scenario> scenarios() {
        return List.of(
                new Scenario(
                        "processors",
                        "a limit set on the processors outlives a sleep, and is put back after the"
                                + " daemon was killed and when it ends",
                        Processors::limit));
    }

    private static void limit(Stage stage) {
        Host host = stage.booted(MachinePlan.of("host"));
        tellWhatThereIs(stage, host);
        String daemon = serve(stage, host);
        set(stage, host);

        Asked asked = host.ask("mem --for 60s");
        Proof proof = asked.prove(PATIENCE);
        stage.show(proof);
        Outcome.Slept slept = Faults.expectOutcome(stage, proof, Outcome.Slept.class);
        SuspendToRam.expectCause(stage, slept.cause(), WakeCause.Kind.ALARM);
        expect(stage, host, "100", "the limit is what it was before the sleep");

        stage.step(host.name() + ": # kill -9 lungfishd");
        var _ =
                host.run(
                        "kill -9 %s; while kill -0 %s; do usleep 100000; done 2>/dev/null; :"
                                .formatted(daemon, daemon));
        expect(stage, host, "100", "nobody has put it back");
        String again = serve(stage, host);
        expect(stage, host, "0", "the next daemon has put it back");

        set(stage, host);
        stage.step(host.name() + ": # kill lungfishd");
        var _ =
                host.run(
                        "kill %s; while kill -0 %s; do usleep 100000; done 2>/dev/null; :"
                                .formatted(again, again));
        expect(stage, host, "0", "the daemon has put it back at its end");
    }

    private static void tellWhatThereIs(Stage stage, Host host) {
        String seen = host.run("lungfish cpu");
        seen.lines()
                .filter(line -> line.matches("(frequency|idle|latency-limit|energy) .*"))
                .forEach(stage::step);
        stage.expect(
                seen.lines().anyMatch(line -> line.matches("latency-limit +supported")),
                "the kernel keeps a limit of latency",
                seen);
    }

    private static void set(Stage stage, Host host) {
        stage.step(host.name() + ": # lungfish cpu set --latency 100us");
        String told = host.run("lungfish cpu set --latency 100us");
        stage.expect(told.startsWith("latency 100: cpu0"), "the daemon tells that it is set", told);
        expect(stage, host, "100", "the kernel holds it");
    }

    private static void expect(Stage stage, Host host, String value, String what) {
        String found = host.run("cat " + LIMIT).strip();
        stage.expect(found.equals(value), what, LIMIT + ": " + found);
    }

    /// Starts a daemon and returns its process.
    private static String serve(Stage stage, Host host) {
        stage.step(host.name() + ": # lungfish daemon &");
        return host.run(
                        "rm -f /var/log/lungfishd.log\n"
                            + "lungfish daemon >/var/log/lungfishd.log 2>&1 &\n"
                            + "for i in $(seq 900); do grep -qs ready /var/log/lungfishd.log && {"
                            + " pidof java | tr ' ' '\\n' | head -n 1; exit 0; }; usleep 100000;"
                            + " done; cat /var/log/lungfishd.log; exit 1")
                .strip();
    }
}
