package dev.lungfish.sim.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Keeps the states of docs/procedure.md equal to the code: the edges are those that the compiled
/// code can make, the phases and effects those that simulated procedures showed.
class ProcedurePageTest {
    static final long SEEDS = 10_000;

    /// Clears an alarm of the past, which an RTC holds too rarely to be met in so few runs.
    private static final String RARE = "Arming.ClearingStaleAlarm";

    /// Almost each state can end so; the table says it, the diagram leaves it out.
    private static final Set<String> ENDS = Set.of("Ended", "Rollback", StateCode.UNDONE);

    @Test
    void saysWhatTheCodeDoes() throws Exception {
        StateCode code = StateCode.read();
        Map<String, Set<String>> next = code.next();
        Observed observed = Observed.over(SEEDS);
        observed.phases.put(RARE, Set.of("arming"));
        observed.effects.put(RARE, Set.of("ClearAlarm"));

        assertThat(code.hidingPlaces()).as("fields that could hold a state unseen").isEmpty();
        assertThat(code.states()).as("states").hasSizeGreaterThan(40).contains("Ended");
        assertThat(observed.phases.keySet()).as("states that were met").isEqualTo(code.states());
        observed.next.forEach(
                (state, followed) -> assertThat(withUndone(next, state)).containsAll(followed));

        String page = Files.readString(page());
        if (Boolean.getBoolean("procedure.update")) {
            page =
                    page.replace(part(page, "```mermaid\n", "```\n"), diagram(next))
                            .replace(
                                    part(page, "|---|---|---|---|\n", "\n\n"),
                                    table(next, observed));
            Files.writeString(page(), page);
        }
        assertThat(part(page, "```mermaid\n", "```\n")).isEqualTo(diagram(next));
        assertThat(part(page, "|---|---|---|---|\n", "\n\n")).isEqualTo(table(next, observed));
    }

    private static Set<String> withUndone(Map<String, Set<String>> next, String state) {
        Set<String> all = new TreeSet<>(next.getOrDefault(state, Set.of()));
        if (all.contains(StateCode.UNDONE)) {
            all.addAll(next.getOrDefault(StateCode.UNDONE, Set.of()));
        }
        return all;
    }

    static String diagram(Map<String, Set<String>> next) {
        List<String> lines = new ArrayList<>(List.of("stateDiagram-v2"));
        next.forEach((state, following) -> {
            for (String follows : following) {
                if (!ENDS.contains(follows) && !ENDS.contains(state)) {
                    lines.add("    %s --> %s".formatted(id(state), id(follows)));
                }
            }
        });
        return String.join("\n", lines) + "\n";
    }

    private static String id(String state) {
        return state.replace('.', '_');
    }

    static String table(Map<String, Set<String>> next, Observed observed) {
        List<String> lines = new ArrayList<>();
        next.forEach((state, following) ->
                lines.add(
                        "| %s | %s | %s | %s |"
                                .formatted(
                                        state.equals(StateCode.BEGIN)
                                                ? "(begin)"
                                                : "`" + state + "`",
                                        list(observed.phases.get(state)),
                                        list(observed.effects.get(state)),
                                        list(following))));
        return String.join("\n", lines);
    }

    private static String list(@Nullable Set<String> names) {
        return names == null ? "" : String.join(", ", names);
    }

    private static String part(String page, String begin, String end) {
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf(end, from);
        assertThat(page).contains(begin);
        return to < 0 ? page.substring(from).stripTrailing() : page.substring(from, to);
    }

    private static Path page() throws IOException {
        Path checkout = Path.of(Objects.requireNonNull(System.getProperty("lungfish.checkout")));
        return checkout.resolve("docs/procedure.md").toRealPath();
    }
}
