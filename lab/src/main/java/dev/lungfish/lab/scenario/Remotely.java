package dev.lungfish.lab.scenario;

import dev.lungfish.core.procedure.Outcome;
import dev.lungfish.core.procedure.WakeCause;
import dev.lungfish.lab.LabException;
import dev.lungfish.lab.machine.ForwardedPort;
import dev.lungfish.lab.machine.MachinePlan;
import dev.lungfish.lab.machine.QmpEvent;
import dev.lungfish.linux.clock.Pause;
import dev.lungfish.linux.program.Program;
import java.time.Duration;
import java.util.List;

/// Hosts with the daemon, which libvirt's own client puts to sleep over the network.
final class Remotely {
    private static final int LIBVIRT_PORT = 16509;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Remotely() {}

    static List<Scenario> scenarios() {
        return List.of(
                new Scenario(
                        "virsh",
                        "unmodified virsh puts a host to sleep for 60 s; its RTC wakes it on time",
                        Remotely::nodesuspend),
                new Scenario(
                        "virsh-refused",
                        "virsh is told why a host without a way back is not put to sleep",
                        Remotely::refused));
    }

    /// Starts the daemon of a host that can be reached.
    private static Virsh serve(Stage stage, Host host, ForwardedPort port) {
        host.configure("[daemon]", "tcp = \"*:" + LIBVIRT_PORT + "\"");
        startDaemon(stage, host);
        return new Virsh(port, stage);
    }

    /// Starts the daemon of a host, and waits until it serves.
    static void startDaemon(Stage stage, Host host) {
        stage.step(host.name() + ": # lungfish daemon &");
        var _ =
                host.run(
                        "lungfish daemon >/var/log/lungfishd.log 2>&1 &\n"
                            + "for i in $(seq 900); do grep -qs ready /var/log/lungfishd.log &&"
                            + " exit 0; usleep 100000; done; cat /var/log/lungfishd.log; exit 1");
        stage.step(host.name() + ": the daemon has tested the RTC and serves libvirt's clients");
    }

    private static void nodesuspend(Stage stage) {
        ForwardedPort port = ForwardedPort.to(LIBVIRT_PORT);
        Host host = stage.boot(MachinePlan.of("host").withOptions(port.options()));
        Virsh virsh = serve(stage, host, port);
        String capabilities = virsh.run("capabilities");
        stage.expect(
                capabilities.contains("<suspend_mem/>"),
                "the capabilities say that the host can be suspended to memory",
                capabilities);
        KernelView before = host.kernel();
        int events = host.machine().events().size();
        var _ = virsh.run("nodesuspend", "mem", "60");
        stage.expect(
                host.machine().events().size() == events,
                "virsh had its answer before the host slept",
                host.machine().events());
        host.awaitSleep(events);
        host.awaitWake(events, PATIENCE);
        QmpEvent woke = host.machine().events().getLast();
        String name = virsh.runUntilAnswered(PATIENCE, "hostname");
        Duration answered = Duration.between(woke.at(), SuspendToRam.now());
        stage.step(
                "the next call is answered "
                        + Screen.seconds(answered)
                        + " s after the wake, by '"
                        + name
                        + "'");
        Told told = awaitOutcome(host);
        Proof proof =
                Proof.of(
                        host.machine().events().subList(events, events + 2),
                        before,
                        host.kernel(),
                        told);
        stage.show(proof);
        stage.expectAgreement(proof);
        Outcome.Slept slept = Faults.expectOutcome(stage, proof, Outcome.Slept.class);
        SuspendToRam.expectOnTime(stage, slept.off());
        SuspendToRam.expectCause(stage, slept.cause(), WakeCause.Kind.ALARM);
        SuspendToRam.expectNoAlarm(stage, host);
    }

    private static Told awaitOutcome(Host host) {
        for (int tries = 0; tries < 20; tries++) {
            List<Told> history = host.history();
            if (!history.isEmpty() && history.getLast().outcome().isPresent()) {
                return history.getLast();
            }
            boolean _ = Pause.of(Duration.ofSeconds(1), Pause.STEP, () -> false);
        }
        throw new LabException("the daemon has not found an outcome");
    }

    private static void refused(Stage stage) {
        ForwardedPort port = ForwardedPort.to(LIBVIRT_PORT);
        Host host = stage.boot(MachinePlan.of("host").withOptions(port.options()));
        var _ = host.run("echo disabled >/sys/class/rtc/rtc0/device/power/wakeup");
        Virsh virsh = serve(stage, host, port);
        stage.step("here: # virsh nodesuspend mem 60");
        Program.Ending ending = virsh.attempt("nodesuspend", "mem", "60");
        stage.expect(
                ending instanceof Program.Ending.Exited(int code, String output)
                        && code != 0
                        && output.contains("no way back"),
                "virsh fails, and says that there is no way back",
                ending);
        stage.expect(
                host.machine().events().isEmpty(), "QEMU saw nothing", host.machine().events());
        SuspendToRam.expectNoAlarm(stage, host);
    }
}
