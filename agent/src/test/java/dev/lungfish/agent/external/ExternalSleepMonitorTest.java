package dev.lungfish.agent.external;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.proof.SleepEvidence;
import dev.lungfish.core.procedure.proof.SleepEvidence.SuspendStatistics;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.linux.dbus.Bus;
import dev.lungfish.linux.dbus.BusAddress;
import dev.lungfish.linux.dbus.BusException;
import dev.lungfish.linux.systemd.SleepAnnouncements;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ExternalSleepMonitorTest {
    @TempDir private Path folder;

    private final List<String> happened = new ArrayList<>();
    private final Played host = new Played();

    @Test
    void looksAndTellsBeforeItLetsASleepBeginAndRecordsItAfterwards() {
        host.sleeps = 1;

        watch();

        assertThat(happened)
                .containsExactly(
                        "listen",
                        "watching",
                        "look 1",
                        "announced",
                        "let go",
                        "look 2",
                        "record from 1 to 2",
                        "recorded",
                        "hold",
                        "close");
    }

    @Test
    void letsASleepOfOursPassUnrecorded() {
        host.sleeps = 1;
        host.ours = true;

        watch();

        assertThat(happened).containsExactly("listen", "watching", "let go", "hold", "close");
    }

    @Test
    void waitsWithTheRecordUntilARequestHasEnded() {
        host.sleeps = 2;
        host.refusals = 1;

        watch();

        assertThat(happened)
                .containsSubsequence(
                        "record from 1 to 2",
                        "hold",
                        "record from 1 to 2",
                        "recorded",
                        "look 3",
                        "record from 3 to 4",
                        "recorded");
    }

    @Test
    void recordsASleepInWhichLogindWasLost() {
        host.sleeps = 1;
        host.lostInSleep = true;

        watch();

        assertThat(happened)
                .containsSubsequence("let go", "record from 1 to 2", "recorded", "close")
                .last()
                .asString()
                .startsWith("blind: cannot connect to " + noBus().text());
    }

    @Test
    void tellsThatItCanNotBeWrittenDownAndGoesOn() throws Exception {
        host.sleeps = 2;
        host.brokenRecord = Optional.of(unreadable());

        watch();

        assertThat(happened).containsSubsequence("lost", "hold", "record from 3 to 4", "recorded");
    }

    @Test
    void tellsThatThereIsNoBus() {
        host.hasBus = false;

        watch();

        assertThat(happened)
                .containsExactly("listen", "blind: there is no message bus to reach logind by");
    }

    private void watch() {
        new ExternalSleepMonitor(host, host).until(host::over);
    }

    private BusAddress noBus() {
        return BusAddress.ofSocket(folder.resolve("none"));
    }

    /// A failure as the state directory has it.
    private StateException unreadable() throws Exception {
        StateDirectory state =
                StateDirectory.of(
                        Optional.of(Files.writeString(folder.resolve("file"), "")),
                        Optional.empty(),
                        Map.of(),
                        false);
        try {
            state.create();
        } catch (StateException e) {
            return e;
        }
        throw new AssertionError("a file was taken for a state directory");
    }

    /// A host whose sleeps are played, and what is done to it.
    private final class Played implements MonitoredHost, ExternalSleepListener, SleepAnnouncements {
        private int sleeps;
        private boolean ours;
        private boolean hasBus = true;
        private boolean lostInSleep;
        private int refusals;
        private Optional<StateException> brokenRecord = Optional.empty();
        private int looks;
        private boolean finished;

        boolean over() {
            return finished;
        }

        @Override
        public Optional<SleepAnnouncements> listen() {
            happened.add("listen");
            finished = !hasBus;
            return hasBus ? Optional.of(this) : Optional.empty();
        }

        @Override
        public boolean isOurs() {
            return ours;
        }

        @Override
        public SleepEvidence look() {
            looks++;
            happened.add("look " + looks);
            Reading.Absent<Long> none = new Reading.Absent<>("");
            Reading.Absent<String> nothing = new Reading.Absent<>("");
            return new SleepEvidence(
                    new Moment(Duration.ofSeconds(looks), Duration.ZERO, Instant.EPOCH),
                    nothing,
                    new Reading.Absent<>(""),
                    new Reading.Absent<>(""),
                    new SuspendStatistics(none, none, nothing, none, nothing),
                    new Reading.Absent<>(""),
                    new Reading.Absent<>(""),
                    new Reading.Absent<>(""),
                    new Reading.Absent<>(""));
        }

        @Override
        public JournalEntry.Foreign judge(SleepEvidence before, SleepEvidence after) {
            return new JournalEntry.Foreign(
                    Optional.empty(),
                    ReceivedReason.uncoded(
                            "from "
                                    + before.at().sinceBoot().toSeconds()
                                    + " to "
                                    + after.at().sinceBoot().toSeconds()));
        }

        @Override
        public boolean record(JournalEntry.Foreign sleep) throws StateException {
            happened.add("record " + ReasonText.sentence(sleep.reason()));
            if (brokenRecord.isPresent()) {
                StateException broken = brokenRecord.get();
                brokenRecord = Optional.empty();
                throw broken;
            }
            refusals--;
            return refusals < 0;
        }

        @Override
        public void watching() {
            happened.add("watching");
        }

        @Override
        public void blind(String why) {
            happened.add("blind: " + why);
        }

        @Override
        public void announced() {
            happened.add("announced");
        }

        @Override
        public void recorded(JournalEntry.Foreign sleep) {
            happened.add("recorded");
        }

        @Override
        public void lost(JournalEntry.Foreign sleep, String why) {
            happened.add("lost");
        }

        @Override
        public void hold() {
            happened.add("hold");
            finished = sleeps == 0;
        }

        @Override
        public void letGo() {
            happened.add("let go");
        }

        @Override
        public boolean awaitStart(Duration patience) {
            sleeps--;
            return true;
        }

        @Override
        public boolean awaitEnd(Duration patience) throws BusException {
            if (lostInSleep) {
                finished = true;
                Bus.open(noBus(), Deadline.after(Duration.ofSeconds(10))).close();
            }
            return true;
        }

        @Override
        public void close() {
            happened.add("close");
        }
    }
}
