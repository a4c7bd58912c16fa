package dev.lungfish.daemon.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.linux.systemd.JournalSocket;
import dev.lungfish.testkit.NeedsProgram;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Entries of the journal, which a program takes in the journal's place.
@Timeout(60)
@NeedsProgram(value = "python3", install = "python3")
class JournalTest {
    /// Understands datagrams as the journal does, and writes each as lines `NAME=value` in Python's
    /// spelling, with an empty line behind; or binds and takes nothing.
    private static final String JOURNAL =
            """
            import socket, sys, time
            s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            s.bind(sys.argv[1])
            print('bound', flush=True)
            while sys.argv[2] == 'stalls':
                time.sleep(1)
            while True:
                d = s.recv(1 << 20)
                while d:
                    line, _, rest = d.partition(b'\\n')
                    name, equals, value = line.partition(b'=')
                    if equals:
                        d = rest
                    else:
                        length = int.from_bytes(rest[:8], 'little')
                        value, d = rest[8:8 + length], rest[8 + length:]
                        assert d[:1] == b'\\n', d
                        d = d[1:]
                    print(name.decode() + '=' + ascii(value.decode()), flush=True)
                print(flush=True)
            """;

    @TempDir private Path folder;
    private final List<String> lines = new ArrayList<>();
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void anEventIsAnEntryWithItsFields() throws Exception {
        BufferedReader journal = journal("reads");
        Reason why =
                new ReceivedReason(
                        "swap-too-small",
                        List.of(new Reason.Parameter("swapBytes", 4096)),
                        "no room",
                        "");

        log().event(new LogEvent.RequestEnded("3f2a", "refused", "root", List.of(why)));

        assertThat(entry(journal))
                .containsExactly(
                        "MESSAGE='request ended request=3f2a outcome=refused requester=root"
                                + " reason=\"no room\" code=swap-too-small'",
                        "MESSAGE_ID='" + id(LogEvent.RequestEnded.class) + "'",
                        "PRIORITY='5'",
                        "SYSLOG_IDENTIFIER='lungfishd'",
                        "LUNGFISH_EVENT='request-ended'",
                        "LUNGFISH_REQUEST='3f2a'",
                        "LUNGFISH_OUTCOME='refused'",
                        "LUNGFISH_REQUESTER='root'",
                        "LUNGFISH_REASON='no room'",
                        "LUNGFISH_CODE='swap-too-small'",
                        "LUNGFISH_SWAP_TOO_SMALL_SWAP_BYTES='4096'");
        assertThat(lines).isEmpty();
    }

    @Test
    void hostileTextMakesNoFieldOfItsOwn() throws Exception {
        BufferedReader journal = journal("reads");
        String hostile = "x\nPRIORITY=0\n_UID=0\n\u0000\u001b[2J";

        log().event(new LogEvent.ClientTurnedAway("TCP", hostile));

        assertThat(entry(journal))
                .contains(
                        "LUNGFISH_WHY='x\\nPRIORITY=0\\n_UID=0\\n\\x00\\x1b[2J'",
                        "PRIORITY='4'",
                        "MESSAGE='client turned away at=TCP"
                                + " why=\"x\\\\u000aPRIORITY=0\\\\u000a_UID=0\\\\u000a\\\\u0000"
                                + "\\\\u001b[2J\"'")
                .noneMatch(field -> field.startsWith("_UID"))
                .hasSize(7);
    }

    @Test
    void aLongValueIsCutBetweenTwoCharacters() throws Exception {
        BufferedReader journal = journal("reads");

        log().event(new LogEvent.ClientTurnedAway("x", "a" + "\u00fc".repeat(100_000)));

        assertThat(entry(journal)).contains("LUNGFISH_WHY='a" + "\\xfc".repeat(4095) + "'");
    }

    @Test
    void aJournalThatStallsStopsNobody() throws Exception {
        BufferedReader _ = journal("stalls");
        Log log = log();

        for (int i = 0; i < 5000; i++) {
            log.event(new LogEvent.ClientsSentHome("3f2a", i));
        }

        assertThat(lines).as("its stream may stall as well").isEmpty();
    }

    @Test
    void whereTheJournalTakesNoEntriesLinesGoToStandardError() throws Exception {
        log().event(new LogEvent.DaemonEnded());

        assertThat(lines).containsExactly("<5>ended event=daemon-ended");
    }

    @Test
    void anotherReaderOfStandardErrorGetsLines() throws Exception {
        Path stream = Files.createFile(folder.resolve("stream"));

        assertThat(JournalSocket.of(Map.of("JOURNAL_STREAM", "1:2"), stream, "/none")).isEmpty();
        assertThat(JournalSocket.of(Map.of(), stream, "/none")).isEmpty();
        assertThat(JournalSocket.of(Map.of("JOURNAL_STREAM", ":"), folder.resolve("none"), "/none"))
                .isEmpty();
    }

    private BufferedReader journal(String behaviour) throws Exception {
        Process journal =
                new ProcessBuilder("python3", "-c", JOURNAL, socket(), behaviour)
                        .redirectErrorStream(true)
                        .start();
        started.add(journal);
        BufferedReader said =
                new BufferedReader(new InputStreamReader(journal.getInputStream(), UTF_8));
        assertThat(said.readLine()).isEqualTo("bound");
        return said;
    }

    private Log log() throws Exception {
        Path stream = Files.createFile(folder.resolve("stream"));
        String identity =
                Files.getAttribute(stream, "unix:dev")
                        + ":"
                        + Files.getAttribute(stream, "unix:ino");
        Optional<JournalSocket> journal =
                JournalSocket.of(Map.of("JOURNAL_STREAM", identity), stream, socket());
        assertThat(journal).isPresent();
        return Log.of(journal, lines::add, () -> Instant.EPOCH);
    }

    private String socket() {
        return folder.resolve("socket").toString();
    }

    private static List<String> entry(BufferedReader journal) throws Exception {
        List<String> fields = new ArrayList<>();
        for (String line = journal.readLine();
                line != null && !line.isEmpty();
                line = journal.readLine()) {
            fields.add(line);
        }
        return fields;
    }

    private static String id(Class<?> event) {
        return event.getAnnotation(LogEvent.Kind.class).id();
    }
}
