package dev.lungfish.linux.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.procedure.judgement.Answer.Entry;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.linux.dbus.BusAddress;
import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
@NeedsProgram(
        value = {
            "dbus-daemon",
            "/usr/lib/python3/dist-packages/dbus",
            "/usr/lib/python3/dist-packages/gi"
        },
        install = "dbus python3-dbus python3-gi")
class LogindSleepTest {
    private static final String MANAGER = "org.freedesktop.login1.Manager.";
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofSeconds(1);

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "SUSPEND_TO_RAM,  Suspend",
        "SUSPEND_TO_IDLE, Suspend",
        "SUSPEND_TO_DISK, Hibernate",
        "HYBRID,          HybridSleep"
    })
    void comesBackWhenLogindSaysThatTheSleepIsOver(SleepState state, String method)
            throws IOException {
        assertThat(sleep(state, LONG, method + "=sleep")).isEqualTo(new Entry.Succeeded());
    }

    @Test
    void tellsWhyLogindRefused() throws IOException {
        assertThat(
                        sleep(
                                SleepState.SUSPEND_TO_RAM,
                                LONG,
                                "Suspend=error:org.freedesktop.login1.OperationInProgress"))
                .isEqualTo(
                        new Entry.Refused(
                                MANAGER
                                        + "Suspend: org.freedesktop.login1.OperationInProgress: the"
                                        + " mock refuses",
                                ""));
    }

    @Test
    void doesNotTakeTheAnswerForTheEnd() throws IOException {
        assertThat(sleep(SleepState.SUSPEND_TO_RAM, SHORT, "Suspend=endless"))
                .isEqualTo(
                        new Entry.Hanging(
                                MANAGER
                                        + "Suspend: no PrepareForSleep(false) after 1 s of being"
                                        + " awake"));
    }

    @Test
    void saysThatASleepWasNeverAnnounced() throws IOException {
        assertThat(sleep(SleepState.SUSPEND_TO_DISK, SHORT, "Hibernate=unannounced"))
                .isEqualTo(
                        new Entry.Hanging(
                                MANAGER
                                        + "Hibernate: accepted, and no PrepareForSleep(true) within"
                                        + " 1 s"));
    }

    @Test
    void countsALogindThatDoesNotAnswerAsOneThatMayHaveHeard() throws IOException {
        Duration enoughToConnect = Duration.ofSeconds(5);
        try (PrivateBus bus = PrivateBus.start(folder)) {
            bus.startLogind("Suspend=silent");

            assertThat(
                            new LogindSleep(
                                            bus.address(),
                                            new LogindSleep.Patience(
                                                    enoughToConnect, LONG, Optional.empty()))
                                    .enter(SleepState.SUSPEND_TO_RAM))
                    .isEqualTo(new Entry.Hanging(MANAGER + "Suspend: no answer within 5 s"));
        }
    }

    @Test
    void saysThatNobodyAnnouncedTheEnd() throws IOException {
        assertThat(sleep(SleepState.HYBRID, SHORT, "HybridSleep=lost"))
                .isInstanceOf(Entry.Hanging.class);
    }

    @Test
    void isRefusedWhereThereIsNoBus() {
        assertThat(sleep(BusAddress.ofSocket(folder.resolve("none")), SleepState.HYBRID, SHORT))
                .isInstanceOf(Entry.Refused.class);
    }

    @Test
    void refusesAStateThatLogindDoesNotHave() {
        assertThat(sleep(BusAddress.ofSocket(folder.resolve("none")), SleepState.STANDBY, SHORT))
                .isEqualTo(new Entry.Refused("logind has no call for standby", ""));
    }

    private Entry sleep(SleepState state, Duration patience, String behaviour) throws IOException {
        try (PrivateBus bus = PrivateBus.start(folder)) {
            bus.startLogind(behaviour);
            return sleep(bus.address(), state, patience);
        }
    }

    private static Entry sleep(BusAddress address, SleepState state, Duration patience) {
        return new LogindSleep(
                        address, new LogindSleep.Patience(LONG, patience, Optional.of(patience)))
                .enter(state);
    }
}
