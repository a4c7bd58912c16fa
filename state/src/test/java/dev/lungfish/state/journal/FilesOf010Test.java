package dev.lungfish.state.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.api.CurrentRequest;
import dev.lungfish.api.PastSleep;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.proof.Proof;
import dev.lungfish.core.procedure.proof.RtcTest;
import dev.lungfish.core.procedure.request.Wakeup;
import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.json.JsonObject;
import dev.lungfish.state.json.OutcomeJson;
import dev.lungfish.state.kept.CurrentRequestFile;
import dev.lungfish.state.kept.StoredProofsFile;
import dev.lungfish.state.kept.StoredRtcTests;
import dev.lungfish.state.kept.WakeupFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Version 0.1.0 wrote these files: `past` and `open` on a kernel that `testkit/play-kernel`
/// played, the second by a process that was killed while the host slept; `entries.jsonl` with its
/// own [EntryJson] from [RandomEntries].
class FilesOf010Test {
    private static final String FILES = "/kept-by-0.1.0/";

    @TempDir private Path folder;

    @Test
    void readsTheJournalWhole() throws Exception {
        JournalContent journal = JournalReader.read(copyOf("past", "journal.jsonl"));

        assertThat(journal.open()).isEmpty();
        assertThat(journal.past())
                .extracting(sleep -> OutcomeJson.kind(outcome(sleep)))
                .containsExactly(
                        "slept",
                        "slept",
                        "cancelled",
                        "woke-early",
                        "woke-late",
                        "never-entered",
                        "unproven",
                        "slept",
                        "woke-late");
        assertThat(outcome(journal.past().get(5)).reason())
                .isEqualTo(
                        ReceivedReason.uncoded(
                                "the kernel could not enter suspend-to-ram, in the step 'suspend',"
                                        + " at the device 0000:00:14.0: EBUSY (dmesg tells more)"));
        assertThat(((PastSleep.Requested) journal.past().getFirst()).segments())
                .extracting(segment -> ReasonText.sentence(segment.cause().description()))
                .containsExactly("the alarm of rtc0 (interrupt 8 (rtc0), wakeup source 00:04)");
    }

    @Test
    void goesOnWithTheJournal() throws Exception {
        StateDirectory state = copyOf("past", "journal.jsonl");
        JournalEntry.Undone undone =
                new JournalEntry.Undone(List.of(ReceivedReason.uncoded("an alarm")));

        try (JournalWriter writer = JournalWriter.open(state)) {
            writer.append(undone);
        }

        assertThat(JournalReader.read(state).past()).hasSize(9);
        assertThat(Files.readString(state.journal()))
                .contains("lungfish.journal/1", "lungfish.journal/3");
    }

    @Test
    void seesTheRequestThatWasLeftOpen() throws Exception {
        StateDirectory state = copyOf("open", "journal.jsonl", "current.json");
        CurrentRequest current = CurrentRequestFile.read(state).orElseThrow();

        assertThat(JournalReader.readEnd(state).openRequest().orElseThrow().accepted().request())
                .isEqualTo(current.request());
        assertThat(current.plan())
                .startsWith(
                        ReceivedReason.uncoded(
                                "suspend-to-ram by kernel, for 1 min, 1 s from the acceptance"));
        assertThat(current.outcome()).isEmpty();
    }

    @Test
    void readsTheRequestThatRanLast() throws Exception {
        CurrentRequest current =
                CurrentRequestFile.read(copyOf("past", "current.json")).orElseThrow();

        assertThat(current.outcome().orElseThrow()).isInstanceOf(Outcome.WokeLate.class);
        assertThat(current.leftBehind()).isEmpty();
    }

    @Test
    void readsProofsTestsAndWakeupsAndKeepsMoreBeside() throws Exception {
        StateDirectory state = copyOf("past", "proofs.json", "rtc-tests.json", "wakeups.json");
        Proof proof =
                Objects.requireNonNull(StoredProofsFile.read(state).get("rtc0 suspend-to-ram"));
        RtcTest test = Objects.requireNonNull(StoredRtcTests.read(state).get("rtc0"));

        assertThat(proof.held()).isFalse();
        assertThat(proof.finding())
                .isEqualTo(
                        ReceivedReason.uncoded(
                                "the alarm brought the host back 40 s after its time"));
        assertThat(test.finding())
                .isEqualTo(ReceivedReason.uncoded("the alarm was set 2 s ahead and fired"));
        assertThat(WakeupFile.read(state))
                .extracting(Wakeup::reason)
                .containsExactly("nightly backup");

        StoredRtcTests.keep(state, test);
        StoredProofsFile.keep(state, proof);

        assertThat(StoredProofsFile.read(state)).containsValue(proof);
        assertThat(StoredRtcTests.read(state)).containsValue(test);
        assertThat(Files.readString(state.file("proofs.json"))).contains("lungfish.proofs/2");
    }

    @Test
    void readsEveryKindOfEntry() throws Exception {
        List<String> lines = new String(content("entries.jsonl"), UTF_8).lines().toList();
        List<JournalEntry> entries =
                lines.stream().map(line -> EntryJson.read(line.getBytes(UTF_8))).toList();

        // Hooks came later.
        assertThat(entries.stream().map(Object::getClass).distinct())
                .hasSize(JournalEntry.class.getPermittedSubclasses().length - 1)
                .doesNotContain(JournalEntry.RunningHooks.class);
        assertThat(entries)
                .allSatisfy(entry ->
                        assertThat(EntryJson.read(EntryJson.write(entry))).isEqualTo(entry));
        for (int i = 0; i < lines.size(); i++) {
            if (entries.get(i) instanceof JournalEntry.Foreign(_, Reason reason)) {
                JsonObject line = JsonObject.parse(lines.get(i).getBytes(UTF_8));
                assertThat(reason).isEqualTo(ReceivedReason.uncoded(line.text("reason")));
            }
        }
    }

    private static Outcome outcome(PastSleep sleep) {
        return ((PastSleep.Requested) sleep).ended().orElseThrow().outcome();
    }

    private StateDirectory copyOf(String directory, String... files) throws IOException {
        StateDirectory state = new StateDirectory(folder, "rwx------");
        for (String file : files) {
            Files.write(folder.resolve(file), content(directory + "/" + file));
        }
        return state;
    }

    private static byte[] content(String file) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        FilesOf010Test.class.getResourceAsStream(FILES + file), file)) {
            return in.readAllBytes();
        }
    }
}
