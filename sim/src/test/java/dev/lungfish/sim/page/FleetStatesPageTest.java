package dev.lungfish.sim.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.fleet.state.HostRules;
import dev.lungfish.core.fleet.state.HostState;
import dev.lungfish.core.time.SpokenDuration;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Keeps the states of docs/fleet-states.md equal to the code.
class FleetStatesPageTest {
    /// They lead from almost each state to another one: the table says it, the diagram leaves them
    /// out.
    private static final Set<String> ADMINISTRATIVE =
            Set.of(
                    "MaintenanceBegun",
                    "MaintenanceEnded",
                    "Started",
                    "Restored",
                    "Released",
                    "EpochRaised");

    @Test
    void saysWhatTheCodeDoes() throws Exception {
        Map<String, Map<String, Set<String>>> next = Explored.all().next;
        assertThat(next.keySet())
                .isEqualTo(
                        new TreeSet<>(
                                Arrays.stream(HostState.class.getPermittedSubclasses())
                                        .map(Class::getSimpleName)
                                        .toList()));

        Path page = page();
        String text = Files.readString(page);
        if (Boolean.getBoolean("procedure.update")) {
            text = with(text, "```mermaid\n", "```\n", diagram(next));
            text = with(text, "| from | to | by |\n|---|---|---|\n", "\n\n", table(next));
            text = with(text, "| limit | usual |\n|---|---|\n", "\n\n", limits());
            Files.writeString(page, text);
        }
        assertThat(part(text, "```mermaid\n", "```\n")).isEqualTo(diagram(next));
        assertThat(part(text, "| from | to | by |\n|---|---|---|\n", "\n\n"))
                .isEqualTo(table(next));
        assertThat(part(text, "| limit | usual |\n|---|---|\n", "\n\n")).isEqualTo(limits());
    }

    private static String diagram(Map<String, Map<String, Set<String>>> next) {
        List<String> lines = new ArrayList<>(List.of("stateDiagram-v2", "    [*] --> Unknown"));
        next.forEach((from, after) ->
                after.forEach((to, events) -> {
                    if (!ADMINISTRATIVE.containsAll(events)) {
                        lines.add("    %s --> %s".formatted(from, to));
                    }
                }));
        return String.join("\n", lines) + "\n";
    }

    private static String table(Map<String, Map<String, Set<String>>> next) {
        List<String> lines = new ArrayList<>();
        next.forEach((from, after) ->
                after.forEach((to, events) ->
                        lines.add(
                                "| %s | %s | %s |"
                                        .formatted(from, to, String.join(", ", events)))));
        return String.join("\n", lines);
    }

    private static String limits() throws ReflectiveOperationException {
        List<String> lines = new ArrayList<>();
        for (RecordComponent limit : HostRules.class.getRecordComponents()) {
            Object value = limit.getAccessor().invoke(HostRules.usual());
            lines.add(
                    "| %s | %s |"
                            .formatted(
                                    limit.getName(),
                                    value instanceof Duration length
                                            ? SpokenDuration.of(length)
                                            : value));
        }
        return String.join("\n", lines);
    }

    private static String with(String page, String begin, String end, String content) {
        int from = page.indexOf(begin) + begin.length();
        return page.substring(0, from) + content + page.substring(page.indexOf(end, from));
    }

    private static String part(String page, String begin, String end) {
        assertThat(page).contains(begin);
        int from = page.indexOf(begin) + begin.length();
        return page.substring(from, page.indexOf(end, from));
    }

    private static Path page() throws Exception {
        Path checkout = Path.of(Objects.requireNonNull(System.getProperty("lungfish.checkout")));
        return checkout.resolve("docs/fleet-states.md").toRealPath();
    }
}
