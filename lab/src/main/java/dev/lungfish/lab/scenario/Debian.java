package dev.lungfish.lab.scenario;

import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.lab.LabException;
import dev.lungfish.lab.machine.MachinePlan;
import dev.lungfish.lab.machine.QmpEvent;
import dev.lungfish.lab.machine.Script;
import dev.lungfish.runtime.clock.Pause;
import dev.lungfish.runtime.clock.Stopwatch;
import java.time.Duration;
import java.util.List;

/// A whole Debian with systemd, logind and libvirtd, where the daemon is a service from
/// `packaging/systemd/lungfishd.service`. `virsh` is the guest's own.
final class Debian {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /// What libvirtd was seen to need until it gives up, and some more.
    private static final Duration LIBVIRTD_TRIES = Duration.ofSeconds(45);

    private static final String LISTS =
            "for list in 'list' 'pool-list' 'net-list'; do %s $list --all; done";

    private Debian() {}

    static List<Scenario> scenarios() {
        return List.of(
                new Scenario(
                        "debian",
                        "as a service of systemd: logind puts the host to sleep, inhibitors count,"
                                + " others are seen",
                        Debian::service),
                new Scenario(
                        "debian-libvirtd",
                        "the same virsh nodesuspend, by libvirtd and by Lungfish, side by side",
                        Debian::sideBySide));
    }

    /// Boots a Debian and starts the service in it.
    private static Host boot(Stage stage) {
        Host host =
                stage.boot(
                        MachinePlan.of("host")
                                .withDebianDisk(stage.debianDisk())
                                .withWords("systemd.show_status=false"));
        host.configure();
        stage.step(host.name() + ": # systemctl start lungfishd");
        var _ = host.run("systemctl start lungfishd || { journalctl -u lungfishd; exit 1; }");
        stage.step(host.name() + ": " + host.run("systemctl is-active lungfishd"));
        return host;
    }

    private static void service(Stage stage) {
        Host host = boot(stage);
        String before = properties(host);
        stage.expect(
                before.contains("Type=notify")
                        && before.contains("WatchdogUSec=30s")
                        && before.contains("ProtectSystem=strict")
                        && before.contains("NoNewPrivileges=yes"),
                "the service tells systemd that it is ready and alive, and is locked in",
                before);
        inhibited(stage, host);
        String libvirtd = relayed(stage, host);
        slept(stage, host);
        stage.expect(
                relayed(stage, host).equals(libvirtd),
                "after the sleep the daemon's clients find in libvirtd what was there before it",
                libvirtd);
        begunByOthers(stage, host);
        stage.expect(
                properties(host).equals(before),
                "systemd has kept the same process through both sleeps, its watchdog of 30 s"
                        + " notwithstanding",
                properties(host));
    }

    private static String properties(Host host) {
        return host.run(
                "systemctl show lungfishd -p Type -p WatchdogUSec -p ProtectSystem"
                        + " -p NoNewPrivileges -p MainPID -p NRestarts");
    }

    private static void inhibited(Stage stage, Host host) {
        stage.step("somebody holds an inhibitor: systemd-inhibit --what=sleep --mode=block");
        var _ =
                host.run(
                        "systemd-run -q --unit=backup systemd-inhibit --what=sleep --mode=block"
                                + " --who=backup --why='a backup runs' sleep 3600;"
                                + " until systemd-inhibit --list | grep -q backup; do"
                                + " sleep 0.2; done");
        Asked asked = host.ask("mem --for 60s");
        Outcome.Refused refused = asked.expect(Outcome.Refused.class, PATIENCE);
        stage.expect(
                ReasonText.sentence(refused.reason()).contains("inhibitor:backup")
                        && ReasonText.sentence(refused.reason()).contains("a backup runs"),
                "refused, and the inhibitor is named: " + ReasonText.sentence(refused.reason()),
                refused);
        stage.expect(asked.events().isEmpty(), "QEMU saw nothing", asked.events());
        var _ = host.run("systemctl stop backup");
    }

    /// What libvirtd has, asked for through the daemon: a storage pool among it that was made
    /// through the daemon. There is no emulator, and so there are no guests.
    private static String relayed(Stage stage, Host host) {
        String ours = "virsh -c lungfish:///system";
        stage.step(host.name() + ": # " + ours + " list --all, and pools and networks");
        var _ =
                host.run(
                        "%1$s pool-info kept >/dev/null 2>&1 ||".formatted(ours)
                                + " %1$s pool-create-as kept dir --target /srv".formatted(ours));
        String told = host.run(LISTS.formatted(ours));
        stage.expect(
                told.contains("kept") && told.contains("default"),
                "the daemon brings its clients to libvirtd, where a pool is that one of them made",
                told);
        stage.expect(
                told.equals(host.run(LISTS.formatted("virsh -c qemu:///system"))),
                "which tells the same at its own socket",
                told);
        return told;
    }

    /// Longer than the watchdog of the service, which must not take the sleep for a hang.
    private static void slept(Stage stage, Host host) {
        var _ = byVirsh(stage, host);
        stage.expect(
                host.run("lungfish history --json").contains("\"executor\":\"logind\""),
                "logind has carried it out",
                host.run("lungfish history --json"));
        SuspendToRam.expectNoAlarm(stage, host);
    }

    /// `virsh nodesuspend mem 60`, with the proof of all witnesses.
    private static Outcome.Slept byVirsh(Stage stage, Host host) {
        KernelView before = host.kernel();
        int events = host.machine().events().size();
        String command = "virsh -c lungfish:///system nodesuspend mem 60";
        stage.step(host.name() + ": # " + command);
        var _ = host.run(command);
        host.awaitSleep(events);
        host.awaitWake(events, PATIENCE);
        StatedReasons told = awaitOutcome(host);
        return host.proveSleep(before, events, told);
    }

    private static StatedReasons awaitOutcome(Host host) {
        return Served.awaitLast(() -> StatedReasons.ofStatus(host.run("lungfish status --json")));
    }

    /// Somebody sets an alarm of his own and suspends the host.
    private static void begunByOthers(Stage stage, Host host) {
        KernelView before = host.kernel();
        int events = host.machine().events().size();
        stage.step(host.name() + ": # rtcwake -m no -s 30; systemctl suspend");
        Script suspend = host.start("rtcwake -m no -s 30 >/dev/null; systemctl suspend");
        host.awaitSleep(events);
        host.awaitWake(events, PATIENCE);
        var _ = suspend.await(PATIENCE);
        StatedReasons.ByOthers seen = awaitOthers(host);
        stage.step(host.name() + ": lungfish history: " + seen.reason());
        Segment segment =
                seen.segment()
                        .orElseThrow(() -> new LabException("it is not called a sleep: " + seen));
        Duration kernel = host.kernel().asleep().minus(before.asleep());
        List<QmpEvent> witnessed = host.machine().events().subList(events, events + 2);
        Duration qemu = Duration.between(witnessed.getFirst().at(), witnessed.getLast().at());
        stage.expect(
                Proof.near(segment.asleep(), kernel) && Proof.near(segment.asleep(), qemu),
                "it stands in the history as others' sleep of as long as QEMU (%s s) and the kernel (%s s) say"
                        .formatted(Screen.seconds(qemu), Screen.seconds(kernel)),
                segment);
        SuspendToRam.expectCause(stage, segment.cause(), WakeCause.Kind.FOREIGN_ALARM);
    }

    private static StatedReasons.ByOthers awaitOthers(Host host) {
        return Served.awaitLast(() ->
                StatedReasons.ofOthers(host.run("lungfish history --json")).stream().findFirst());
    }

    /// What libvirtd's own answer is worth on a Debian as it is installed: there are no pm-utils,
    /// which it uses.
    private static void sideBySide(Stage stage) {
        Host host = boot(stage);
        KernelView before = host.kernel();
        String command = "virsh -c qemu:///system nodesuspend mem 60";
        stage.step(host.name() + ": # " + command + "    (libvirtd's own)");
        Stopwatch watch = Stopwatch.start();
        Script.Result result = host.attempt(command);
        String answered =
                "%s after %s s"
                        .formatted(
                                result.exitCode() == 0
                                        ? "success"
                                        : "exit code " + result.exitCode(),
                                Screen.seconds(watch.elapsed()));
        stage.step(host.name() + ":   answered: " + answered);
        boolean slept =
                Pause.of(LIBVIRTD_TRIES, Pause.STEP, () -> !host.machine().events().isEmpty());
        KernelView after = host.kernel();
        String log = host.attempt("journalctl -u libvirtd -o cat | grep -i suspend").output();
        stage.expect(
                result.exitCode() == 0 && !slept && after.successes() == before.successes(),
                "libvirtd called it a success, and the host never slept",
                result + ", " + host.machine().events());
        stage.step(host.name() + ": only its log tells: " + String.join(" / ", log.split("\n")));
        stage.expect(
                after.alarm("rtc0").isPresent(),
                "its alarm is set all the same, and will fire on a host that is awake",
                after);
        var _ = host.run("echo 0 >/sys/class/rtc/rtc0/wakealarm");

        Outcome.Slept ours = byVirsh(stage, host);
        stage.say(
                "virsh nodesuspend mem 60        libvirtd 9.0                 Lungfish",
                "answer                          " + padded(answered) + "success",
                "slept (QEMU, kernel)            %s%s s"
                        .formatted(padded("never"), Screen.seconds(ours.asleep())),
                "what came of it                 %sin the history: %s"
                        .formatted(
                                padded("told to nobody but its log"),
                                ReasonText.sentence(ours.reason())));
    }

    private static String padded(String text) {
        return String.format("%-29s", text);
    }
}
