package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.cli.render.FleetText;
import dev.lungfish.state.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How answers of a controller are shown.
class FleetScreenTest {
    private static final JsonObject HOSTS =
            json(
                    """
                    {"hosts":[
                     {"name":"lab1","state":"awake","since":"2026-11-30T05:00:00Z",
                      "wanted":{"reason":"the job 4711 of the user with a rather long name needs it","code":"demanded-by","parameters":{}}},
                     {"name":"lab2","state":"asleep","since":"2026-11-30T05:00:00Z"},
                     {"name":"lab3","state":"overdue","since":"2026-11-30T05:00:00Z"}]}
                    """);

    private static JsonObject json(String text) {
        return JsonObject.parse(text.strip().getBytes(StandardCharsets.UTF_8));
    }

    private static String shown(Optional<Page> page, String text, boolean anew) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Output output = new Output(stream, stream, page.isPresent());
        new FleetScreen(output, page).show(text, anew);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aTableFitsTheTerminalAndSaysWhatItHasCut() {
        String table = FleetText.hosts(HOSTS.objects("hosts"), Optional.of(80));

        assertThat(table.lines()).allMatch(line -> line.length() <= 80);
        assertThat(table).contains("lab1  awake", "...", "WANTED BY");
        assertThat(FleetText.hosts(HOSTS.objects("hosts"), Optional.empty()))
                .contains("the job 4711 of the user with a rather long name needs it");
    }

    @Test
    void aStateHasItsColourOnlyWhereColoursAreWanted() {
        String table = FleetText.hosts(HOSTS.objects("hosts"), Optional.empty());

        assertThat(shown(Optional.of(new Page(Optional.of(200), true)), table, false))
                .contains(
                        "\u001b[1mHOST ", "\u001b[32mawake\u001b[0m", "\u001b[31moverdue\u001b[0m");
        assertThat(shown(Optional.of(new Page(Optional.of(200), false)), table, false))
                .isEqualTo(table);
        assertThat(shown(Optional.empty(), table, true)).isEqualTo(table);
    }

    @Test
    void anEventSaysOfWhichHostItIs() {
        String events =
                FleetText.events(
                        json(
                                """
                                {"events":[
                                 {"at":"2026-11-30T05:00:00Z","event":{"reason":"the controller started"}},
                                 {"at":"2026-11-30T05:01:00Z","host":"lab1","event":{"reason":"its lease is over"}}]}
                                """));

        assertThat(events.lines())
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("  -     the controller started"),
                        line -> assertThat(line).endsWith("  lab1  its lease is over"));
    }

    /// What hosts and people have written controls no terminal.
    @Test
    void wordsOfOthersAreHarmless() {
        assertThat(
                        shown(
                                Optional.of(new Page(Optional.of(80), true)),
                                "a\u001b]0;x\u0007b\n",
                                false))
                .doesNotContain("\u001b]");
    }

    @Test
    void whoNeedsALookComesFirst() {
        JsonObject status =
                json(
                        "{\"epoch\":1,\"hosts\":3,\"states\":{\"asleep\":1,\"awake\":1,\"overdue\":1}}");

        List<String> lines =
                FleetText.top(status, HOSTS.objects("hosts"), Optional.of(100)).lines().toList();

        assertThat(lines.getFirst()).isEqualTo("3 hosts: 1 asleep, 1 awake, 1 overdue");
        assertThat(lines.get(3)).startsWith("lab3  overdue");
    }
}
