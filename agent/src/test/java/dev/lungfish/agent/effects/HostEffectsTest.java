package dev.lungfish.agent.effects;

import static dev.lungfish.core.text.ReasonText.sentence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.agent.guests.GuestReason;
import dev.lungfish.core.procedure.alarm.AlarmPlan;
import dev.lungfish.core.procedure.alarm.ArmedWake;
import dev.lungfish.core.procedure.judgement.AdmissionReason;
import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.proof.Findings;
import dev.lungfish.core.procedure.proof.Fingerprint;
import dev.lungfish.core.procedure.proof.RtcTest;
import dev.lungfish.core.procedure.proof.StoredProofs;
import dev.lungfish.core.procedure.request.Blocker;
import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.GuestPolicy.PreparedGuest;
import dev.lungfish.core.procedure.request.ModeFile;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.procedure.state.Effect;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.wake.RtcAlarm;
import dev.lungfish.core.wake.RtcTime;
import dev.lungfish.linux.blockers.BlockerReason;
import dev.lungfish.linux.blockers.RecordedGuests;
import dev.lungfish.linux.hooks.HookScripts;
import dev.lungfish.linux.node.HostClocks;
import dev.lungfish.runtime.clock.Pause;
import dev.lungfish.testkit.HostFiles;
import dev.lungfish.testkit.RecordedMachines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HostEffectsTest {
    private static final String ALARM = "/sys/class/rtc/rtc0/wakealarm";
    private static final RtcTest KEPT =
            new RtcTest(
                    new Fingerprint("6.1", "x", "rtc0", "quiet"),
                    Instant.EPOCH,
                    true,
                    ReceivedReason.uncoded("fired"));

    private static final PreparedGuest WEB =
            new PreparedGuest("11111111-2222-3333-4444-555555555555", "web");

    @TempDir private Path folder;
    private HostFiles host;
    private HostClocks clocks;
    private HostEffects effects;

    @BeforeEach
    void openAHost() throws Exception {
        host =
                HostFiles.copyOf(RecordedMachines.named("laptop-with-everything-fine"), folder)
                        .file("/proc/uptime", "1000.00 1\n")
                        .file("/sys/power/suspend_stats/success", "0\n")
                        .file("/sys/power/suspend_stats/fail", "0\n");
        ObservedHost observed = ObservedHost.open(Optional.of(folder), Optional.empty());
        clocks = new HostClocks(observed.tree());
        effects =
                new HostEffects(
                        observed.tree(),
                        clocks,
                        new Collaborators(
                                observed::readings,
                                () -> new StoredProofs(Map.of("rtc0", KEPT), Map.of()),
                                () -> new Answer.WakeupsFound(List.of(), List.of()),
                                new RecordedGuests(observed.tree()),
                                HookScripts.of(observed.tree(), HookScripts.USUAL_LIMIT, true),
                                Duration.ofSeconds(10)));
    }

    @Test
    void examinesTheHost() {
        Findings findings =
                ((Answer.Examined) effects.carryOut(new Effect.Examine(Requests.any()))).findings();

        assertThat(findings.sleep().states()).hasSize(SleepState.values().length);
        assertThat(findings.rtcs().toOptional().orElseThrow()).hasSize(1);
        assertThat(findings.clock().systemTime()).isNotNull();
        assertThat(findings.executors().get(Executor.KERNEL)).isEmpty();
        assertThat(findings.executors().get(Executor.LOGIND))
                .contains(new AdmissionReason.OnlyKernelOnRecord());
        assertThat(findings.executors().get(Executor.PM_UTILS)).isPresent();
        assertThat(findings.fingerprints().get("rtc0"))
                .extracting(Fingerprint::device)
                .isEqualTo("rtc0 rtc_cmos 00:04");
        assertThat(findings.kept().tests()).containsEntry("rtc0", KEPT);
    }

    @Test
    void setsReadsAndClearsAnAlarm() {
        assertThat(
                        effects.carryOut(
                                new Effect.Open(
                                        SleepState.SUSPEND_TO_RAM,
                                        Executor.KERNEL,
                                        Optional.of("rtc0"))))
                .isEqualTo(new Answer.Done());
        assertThat(effects.carryOut(new Effect.SetAlarm("rtc0", new RtcTime(1_795_480_000))))
                .isEqualTo(new Answer.Done());
        assertThat(effects.carryOut(new Effect.ReadRtc("rtc0")))
                .isEqualTo(
                        new Answer.RtcRead(
                                new RtcTime(1_795_478_400),
                                new RtcAlarm.Armed(new RtcTime(1_795_480_000))));
        assertThat(effects.carryOut(new Effect.ClearAlarm("rtc0"))).isEqualTo(new Answer.Done());
        assertThat(host.text(ALARM)).isEmpty();
        assertThat(effects.carryOut(new Effect.Close())).isEqualTo(new Answer.Done());
    }

    @Test
    void knowsBeforehandWhatCanNotBeWritten() throws Exception {
        Files.setPosixFilePermissions(
                host.at(ALARM).toRealPath(), PosixFilePermissions.fromString("r--r--r--"));

        assertThat(
                        effects.carryOut(
                                new Effect.Open(
                                        SleepState.SUSPEND_TO_RAM,
                                        Executor.KERNEL,
                                        Optional.of("rtc0"))))
                .isEqualTo(
                        new Answer.Failed(
                                "open " + ALARM + " for writing: nobody may write it", "EACCES"));
    }

    @Test
    void failsForAnRtcThatVanished() throws Exception {
        Files.delete(host.at(ALARM));

        assertThat(effects.carryOut(new Effect.ReadRtc("rtc0")))
                .isEqualTo(new Answer.Failed(ALARM + " does not exist", "ENOENT"));
    }

    @Test
    void failsForANameThatIsNoneOfAnRtc() {
        assertThat(effects.carryOut(new Effect.ClearAlarm("../power")))
                .isEqualTo(
                        new Answer.Failed(
                                "clear the alarm of ../power: the name of an RTC expected (rtc0),"
                                        + " found '../power'",
                                ""));
    }

    @Test
    void choosesAndRestoresWhatTheStateMeans() {
        List<ModeFile> files =
                ((Answer.ModeRead)
                                effects.carryOut(
                                        new Effect.ReadMode(SleepState.HYBRID, Executor.KERNEL)))
                        .files();

        assertThat(files).containsExactly(new ModeFile("/sys/power/disk", "platform"));
        assertThat(effects.carryOut(new Effect.ChooseMode(SleepState.HYBRID, files)))
                .isEqualTo(new Answer.Done());
        assertThat(host.text("/sys/power/disk")).contains("[suspend]");
        assertThat(effects.carryOut(new Effect.RestoreMode(files))).isEqualTo(new Answer.Done());
        assertThat(host.text("/sys/power/disk"))
                .isEqualTo("[platform] shutdown reboot suspend test_resume \n");
    }

    @Test
    void sleepsAndObservesWhatCameOfIt() throws Exception {
        Thread kernel = Thread.ofPlatform().start(this::playASleepOfAnHour);
        Moment before = clocks.now();

        Answer answer =
                effects.carryOut(
                        new Effect.Enter(
                                armed(before), SleepState.SUSPEND_TO_RAM, Executor.KERNEL));
        Answer observed = effects.carryOut(new Effect.Observe("rtc0"));

        kernel.interrupt();
        kernel.join();
        assertThat(answer).isEqualTo(new Answer.Returned(new Answer.Entry.Succeeded()));
        assertThat(observed)
                .isInstanceOfSatisfying(
                        Answer.Observed.class,
                        seen -> {
                            assertThat(seen.sight().statistics().success().toOptional())
                                    .contains(1L);
                            assertThat(seen.sight().at().asleepSince(before))
                                    .isBetween(Duration.ofMinutes(30), Duration.ofSeconds(3661));
                        });
    }

    @Test
    void refusesToSleepOnAnAlarmThatWasVerifiedLongAgo() {
        ArmedWake wake = armed(clocks.now());
        host.file("/proc/uptime", "1006.00 1\n");

        assertThat(
                        effects.carryOut(
                                new Effect.Enter(wake, SleepState.SUSPEND_TO_RAM, Executor.KERNEL)))
                .isInstanceOfSatisfying(
                        Answer.Returned.class,
                        returned ->
                                assertThat(returned.entry())
                                        .isInstanceOfSatisfying(
                                                Answer.Entry.Refused.class,
                                                refused ->
                                                        assertThat(sentence(refused.what()))
                                                                .contains("more than 5 s ago")));
        assertThat(host.text("/sys/power/state")).isEqualTo("freeze mem disk\n");
    }

    @Test
    void findsWhatKeepsTheHostAwakeFromEverySource() {
        host.file("/services/logind/inhibitors", "sleep\tPackageKit\tupdate\tblock\t0\t4711\n")
                .file("/services/blockers.d/backup", "1\na backup runs\n")
                .file("/services/libvirt/guests", WEB.uuid() + " web\n");

        assertThat(
                        effects.carryOut(
                                new Effect.FindBlockers(
                                        Requests.with(
                                                GuestPolicy.REFUSE,
                                                Set.of("script:backup", "unknown")))))
                .isEqualTo(
                        new Answer.BlockersFound(
                                List.of(
                                        new Blocker(
                                                "inhibitor:PackageKit",
                                                new BlockerReason.InhibitorHeld("update", 4711, 0)),
                                        new Blocker(
                                                "guest:web",
                                                new GuestReason.GuestActive(WEB.uuid()))),
                                List.of(
                                        new Blocker(
                                                "script:backup",
                                                new BlockerReason.ScriptObjects(
                                                        "a backup runs", 1))),
                                List.of()));
    }

    @ParameterizedTest
    @EnumSource(
            value = GuestPolicy.class,
            names = {"PAUSE", "SAVE", "IGNORE"})
    void letsNoGuestBlockThatIsPutAsideOrIgnored(GuestPolicy policy) {
        host.file("/services/libvirt/guests", WEB.uuid() + " web\n");

        assertThat(effects.carryOut(new Effect.FindBlockers(Requests.with(policy, Set.of()))))
                .isEqualTo(new Answer.BlockersFound(List.of(), List.of(), List.of()));
    }

    /// Proxmox, Incus and plain QEMU have no libvirtd: their machines can't be put aside.
    @ParameterizedTest
    @EnumSource(
            value = GuestPolicy.class,
            names = {"REFUSE", "PAUSE", "SAVE"})
    void isKeptAwakeByAMachineWithoutALibvirtd(GuestPolicy policy) {
        host.file("/proc/812/comm", "kvm\n")
                .file("/proc/812/cmdline", "/usr/bin/kvm\0-name\0vm100,debug-threads=on\0");

        assertThat(effects.carryOut(new Effect.FindBlockers(Requests.with(policy, Set.of()))))
                .isEqualTo(
                        new Answer.BlockersFound(
                                List.of(
                                        new Blocker(
                                                "guest:vm100",
                                                new GuestReason.GuestOfUnknownKind("kvm", 812))),
                                List.of(),
                                List.of()));
        assertThat(
                        effects.carryOut(
                                new Effect.FindBlockers(
                                        Requests.with(GuestPolicy.IGNORE, Set.of()))))
                .isEqualTo(new Answer.BlockersFound(List.of(), List.of(), List.of()));
    }

    /// systemd 257 `man/systemd-inhibit.xml`: `idle` is for a system that sleeps by itself.
    @Test
    void honoursAnInhibitorForIdleWhereNobodyAsked() {
        host.file("/services/logind/inhibitors", "idle\tyay\tupdating\tblock\t0\t4711\n");

        assertThat(effects.carryOut(new Effect.FindBlockers(Requests.any())))
                .isEqualTo(new Answer.BlockersFound(List.of(), List.of(), List.of()));
        assertThat(
                        effects.carryOut(
                                new Effect.FindBlockers(
                                        SleepRequest.to(SleepTarget.MEM)
                                                .purpose(SleepRequest.Purpose.WHEN_IDLE)
                                                .build())))
                .isInstanceOfSatisfying(
                        Answer.BlockersFound.class,
                        found ->
                                assertThat(found.blockers())
                                        .extracting(Blocker::name)
                                        .containsExactly("inhibitor:yay"));
    }

    @Test
    void tellsWhichSourcesCouldNotBeAsked() {
        host.file("/services/logind/inhibitors", "nonsense\n")
                .file("/services/libvirt/guests", "nonsense\n");

        assertThat(effects.carryOut(new Effect.FindBlockers(Requests.any())))
                .isInstanceOfSatisfying(
                        Answer.BlockersFound.class,
                        found -> assertThat(found.unreadable()).hasSize(2));
        assertThat(effects.carryOut(new Effect.FindGuests())).isInstanceOf(Answer.Failed.class);
    }

    @Test
    void findsGuestsAndPutsThemAside() {
        host.file("/services/libvirt/guests", WEB.uuid() + " web\n");

        assertThat(effects.carryOut(new Effect.FindGuests()))
                .isEqualTo(new Answer.GuestsFound(List.of(WEB)));
        assertThat(effects.carryOut(new Effect.PutGuestsAside(GuestPolicy.PAUSE, List.of(WEB))))
                .isEqualTo(new Answer.Done());
        assertThat(effects.carryOut(new Effect.BringGuestsBack(GuestPolicy.PAUSE, List.of(WEB))))
                .isEqualTo(new Answer.Done());
    }

    @ParameterizedTest
    @EnumSource(
            value = Executor.class,
            names = {"LOGIND", "PM_UTILS"})
    void putsNoOtherHostToSleepInPlaceOfARecordedOne(Executor executor) {
        assertThat(
                        effects.carryOut(
                                new Effect.Enter(
                                        armed(clocks.now()), SleepState.SUSPEND_TO_RAM, executor)))
                .isEqualTo(
                        new Answer.Returned(
                                new Answer.Entry.Refused(
                                        new AdmissionReason.OnlyKernelOnRecord(), "")));
    }

    private void playASleepOfAnHour() {
        while (!host.text("/sys/power/state").equals("mem\n")) {
            if (Pause.of(Duration.ofMillis(5), Duration.ofMillis(5), () -> false)) {
                return;
            }
        }
        host.file("/sys/power/suspend_stats/success", "1\n")
                .file("/proc/uptime", "4661.00 1\n")
                .file("/sys/class/rtc/rtc0/since_epoch", "1795482061\n")
                .file(ALARM, "");
    }

    private static ArmedWake armed(Moment at) {
        RtcTime due = new RtcTime(1_795_478_460);
        return ((ArmedWake.Verification.Verified)
                        ArmedWake.verify(
                                new AlarmPlan("rtc0", due, AlarmPlan.Reason.PROMISE),
                                new RtcTime(1_795_478_400),
                                new RtcAlarm.Armed(due),
                                Duration.ofSeconds(5),
                                at.sinceBoot().plusSeconds(60),
                                at))
                .wake();
    }
}
