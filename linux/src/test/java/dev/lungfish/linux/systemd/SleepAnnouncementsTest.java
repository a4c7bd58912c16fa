package dev.lungfish.linux.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.core.procedure.judgement.Answer.Entry;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.linux.dbus.BusAccessException;
import dev.lungfish.linux.dbus.BusAddress;
import dev.lungfish.linux.dbus.BusException;
import dev.lungfish.linux.dbus.ErrorReplyException;
import dev.lungfish.testkit.NeedsProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@NeedsProgram(
        value = {
            "dbus-daemon",
            "/usr/lib/python3/dist-packages/dbus",
            "/usr/lib/python3/dist-packages/gi"
        },
        install = "dbus python3-dbus python3-gi")
class SleepAnnouncementsTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(500);

    @TempDir private Path folder;

    @Test
    void keepsASleepWaitingUntilItIsLetGo() throws Exception {
        try (PrivateBus bus = PrivateBus.start(folder)) {
            bus.startLogind("Suspend=delayed");
            try (SleepAnnouncements announcements = LiveSleepAnnouncements.open(bus.address());
                    ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
                CompletableFuture<Entry> sleep =
                        CompletableFuture.supplyAsync(() -> suspend(bus.address()), others);

                assertThat(announcements.awaitStart(LONG)).as("announced").isTrue();
                assertThat(announcements.awaitEnd(SHORT)).as("over while it is held").isFalse();
                announcements.letGo();
                assertThat(announcements.awaitEnd(LONG)).as("over when it is let go").isTrue();
                assertThat(sleep.join()).isEqualTo(new Entry.Succeeded());
            }
        }
    }

    @Test
    void holdsTheNextSleepAsWell() throws Exception {
        try (PrivateBus bus = PrivateBus.start(folder)) {
            bus.startLogind("Suspend=delayed");
            try (SleepAnnouncements announcements = LiveSleepAnnouncements.open(bus.address());
                    ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
                announcements.letGo();
                announcements.hold();
                var _ = CompletableFuture.supplyAsync(() -> suspend(bus.address()), others);

                assertThat(announcements.awaitStart(LONG)).isTrue();
                assertThat(announcements.awaitEnd(SHORT)).isFalse();
                announcements.letGo();
            }
        }
    }

    @Test
    void hearsNothingWhereNobodySleeps() throws Exception {
        try (PrivateBus bus = PrivateBus.start(folder)) {
            bus.startLogind();
            try (SleepAnnouncements announcements = LiveSleepAnnouncements.open(bus.address())) {
                assertThat(announcements.awaitStart(SHORT)).isFalse();
            }
        }
    }

    @Test
    void tellsThatLogindRefuses() throws Exception {
        try (PrivateBus bus = PrivateBus.start(folder)) {
            bus.startLogind("Inhibit=none");

            assertThatThrownBy(() -> LiveSleepAnnouncements.open(bus.address()))
                    .isInstanceOf(ErrorReplyException.class)
                    .hasMessageContaining("AccessDenied");
        }
    }

    @Test
    void tellsThatThereIsNoBus() {
        assertThatThrownBy(
                        () -> LiveSleepAnnouncements.open(BusAddress.ofSocket(folder.resolve("x"))))
                .isInstanceOf(BusException.class)
                .isNotInstanceOf(BusAccessException.class);
    }

    private static Entry suspend(BusAddress address) {
        return new LogindSleep(address, new LogindSleep.Patience(LONG, LONG, Optional.of(LONG)))
                .enter(SleepState.SUSPEND_TO_RAM);
    }
}
