package dev.lungfish.daemon.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.daemon.log.Log.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogTest {
    private final List<String> lines = new ArrayList<>();

    @Test
    void writesWordsAndFieldsInOneLine() {
        log(false).info("request accepted", Field.of("request", "3f2a"), Field.of("count", 2));

        assertThat(lines)
                .containsExactly("2026-01-02T03:04:05.678Z request accepted request=3f2a count=2");
    }

    @Test
    void tellsThePriorityToTheJournalWhichKnowsTheTime() {
        Log log = log(true);

        log.error("a");
        log.warning("b");
        log.notice("c");
        log.info("d");

        assertThat(lines).containsExactly("<3>a", "<4>b", "<5>c", "<6>d");
    }

    @Test
    void namesWhatIsWrongWhereNobodyReadsThePriority() {
        log(false).error("a");

        assertThat(lines).containsExactly("2026-01-02T03:04:05.678Z error: a");
    }

    @Test
    void letsNobodyForgeALineOrSteerATerminal() {
        log(true).info("x", Field.of("by", "a\nb \"c\" \\ \u001b[2J\u202e ü"), Field.of("e", ""));

        assertThat(lines)
                .containsExactly("<6>x by=\"a\\u000ab \\\"c\\\" \\\\ \\u001b[2J\\u202e ü\" e=\"\"");
    }

    private Log log(boolean journal) {
        return new Log(lines::add, journal, () -> Instant.parse("2026-01-02T03:04:05.678999Z"));
    }
}
