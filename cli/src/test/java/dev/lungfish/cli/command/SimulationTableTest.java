package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `lungfish fleet simulate --table`, and the table of `docs/simulate.md` that it makes. With
/// `-Dsimulate.update=true` the examples and the page are written anew.
class SimulationTableTest {
    private static final Path CHECKOUT = Path.of(System.getProperty("lungfish.checkout", ""));
    private static final Path EXAMPLES = CHECKOUT.resolve("docs/examples");
    private static final Path PAGE = CHECKOUT.resolve("docs/simulate.md");
    private static final Path JOBS = EXAMPLES.resolve("simulate.csv");
    private static final Path OFFICE = EXAMPLES.resolve("simulate-office.csv");
    private static final String POLICY = EXAMPLES.resolve("simulate.toml").toString();
    private static final boolean UPDATE = Boolean.getBoolean("simulate.update");
    private static final String BEGIN = "<!-- made by the command: begin -->\n";
    private static final String END = "<!-- made by the command: end -->\n";

    @TempDir Path folder;

    private static Invocation simulate(String... more) {
        List<String> arguments = new ArrayList<>(List.of("fleet", "simulate"));
        arguments.addAll(List.of("--policy", POLICY));
        arguments.addAll(List.of(more));
        return Invocation.of(arguments.toArray(String[]::new));
    }

    private Path small(String name) throws IOException {
        return Files.writeString(
                folder.resolve(name), "start,end,cores,memory\n0,3600,8,0\n7200,9000,16,0\n");
    }

    private static void holds(Path file, String content) throws IOException {
        if (UPDATE) {
            Files.writeString(file, content);
        }
        assertThat(Files.readString(file)).as(file.toString()).isEqualTo(content);
    }

    @Test
    void theExamplesAreWhatTheirGeneratorMakes() throws IOException {
        holds(JOBS, ExampleLoad.jobs());
        holds(OFFICE, ExampleLoad.office());
        assertThat(Files.size(JOBS) + Files.size(OFFICE)).isLessThan(300_000);
    }

    @Test
    void theTableOfThePageIsWhatTheCommandShows() throws IOException {
        Invocation shown =
                simulate(
                        "--trace",
                        JOBS.toString(),
                        "--trace",
                        OFFICE.toString(),
                        "--table",
                        "markdown");
        assertThat(shown.code()).as(shown.err()).isEqualTo(ExitCode.OK);
        String page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        int to = page.indexOf(END);
        assertThat(from).isBetween(BEGIN.length(), to);
        String table = shown.out().replace(CHECKOUT + "/", "");

        holds(PAGE, page.substring(0, from) + table + page.substring(to));
        assertThat(table.lines())
                .hasSize(2 + 2 * 5)
                .anyMatch(line -> line.contains("| lungfish |"));
    }

    /// To the last digit: whoever makes the replay faster changes no decision by that.
    @Test
    void theFiguresOfAnExampleStayAsTheyAre() {
        assertThat(simulate("--trace", JOBS.toString(), "--json").out())
                .contains(
                        "\"policy\":\"lungfish\",\"joules\":2.5114577536999992E8,",
                        "\"wakesPerHostDay\":15.415249607922606,",
                        "\"checkInsPerHostDay\":4.210646883645526,",
                        "\"owedHostSeconds\":13379.615000000002");
    }

    @Test
    void severalTracesAreOneTableAsMarkdownOrCsv() throws IOException {
        Path one = small("one.csv");
        Path other = small("with, comma.csv");
        Path csv = folder.resolve("t.csv");
        Path markdown = folder.resolve("t.md");

        for (Path table : List.of(csv, markdown)) {
            Invocation run =
                    simulate(
                            "--trace",
                            one.toString(),
                            "--trace",
                            other.toString(),
                            "--table",
                            table.toString());
            assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
            assertThat(run.out()).isEmpty();
        }

        assertThat(Files.readAllLines(csv))
                .hasSize(11)
                .startsWith(
                        "trace,hosts,days,policy,energy_over_oracle,saving_kept,wakes_per_host_day,wait_p50_seconds,wait_p99_seconds")
                .allSatisfy(line ->
                        assertThat(line.replaceFirst("\"[^\"]*\"", "").split(",", -1)).hasSize(9))
                .anyMatch(line -> line.startsWith("\"%s\",2,".formatted(other)));
        assertThat(Files.readAllLines(markdown))
                .hasSize(12)
                .allSatisfy(line -> assertThat(line).startsWith("|").endsWith("|"));
        assertThat(simulate("--trace", one.toString(), "--table", "csv").out().lines()).hasSize(6);
    }

    @Test
    void whatDoesNotGoTogetherIsTold() throws IOException {
        String trace = small("one.csv").toString();

        assertThat(simulate("--trace", trace, "--trace", trace).err())
                .contains("several traces are for a table");
        assertThat(simulate("--trace", trace, "--table", "table.txt").err())
                .contains("ends with .md or .csv", "table.txt");
        assertThat(simulate("--trace", trace, "--table", "csv", "--draw", "a.svg").code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(simulate("--trace", trace, "--table", "csv", "--json").code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(Invocation.of("fleet", "status", "--table", "csv").err())
                .contains("--table is for 'simulate' alone");
        Invocation unwritten =
                simulate("--trace", trace, "--table", folder.resolve("none/t.csv").toString());
        assertThat(unwritten.code()).isEqualTo(ExitCode.FAILED);
        assertThat(unwritten.err()).contains("none/t.csv");
    }
}
