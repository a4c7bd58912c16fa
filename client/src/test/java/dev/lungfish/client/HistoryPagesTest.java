package dev.lungfish.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.api.HistoryQuery;
import dev.lungfish.api.PastSleep;
import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.core.reason.ReceivedReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryPagesTest {
    private final List<PastSleep> past =
            new ArrayList<>(IntStream.range(0, 1_203).mapToObj(HistoryPagesTest::sleep).toList());
    private final List<Integer> answered = new ArrayList<>();

    private static PastSleep sleep(int number) {
        return new PastSleep.Foreign(
                new JournalEntry.Foreign(
                        Optional.empty(), ReceivedReason.uncoded("sleep " + number)));
    }

    /// As a daemon does.
    private List<PastSleep> page(HistoryQuery query) {
        List<PastSleep> page = query.onePage().of(past);
        answered.add(page.size());
        return page;
    }

    @Test
    void putsThePastTogether() throws Exception {
        assertThat(HistoryPages.all(HistoryQuery.ALL, this::page)).isEqualTo(past);
        assertThat(answered).containsExactly(500, 500, 203);
    }

    @Test
    void asksForNoMoreThanIsWanted() throws Exception {
        assertThat(HistoryPages.all(new HistoryQuery(10, Optional.empty()), this::page))
                .isEqualTo(past.subList(1_193, 1_203));
        assertThat(HistoryPages.all(new HistoryQuery(501, Optional.empty()), this::page))
                .isEqualTo(past.subList(702, 1_203));
        assertThat(HistoryPages.all(new HistoryQuery(0, Optional.empty()), this::page)).isEmpty();
        assertThat(answered).containsExactly(10, 500, 1);
    }

    @Test
    void hasASleepOnceThatOthersHaveMovedBackMeanwhile() throws Exception {
        List<PastSleep> before = List.copyOf(past);

        assertThat(
                        HistoryPages.all(
                                HistoryQuery.ALL,
                                query -> {
                                    List<PastSleep> page = page(query);
                                    past.add(sleep(past.size()));
                                    return page;
                                }))
                .isEqualTo(before);
    }
}
