package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.cli.render.EnergyPicture;
import dev.lungfish.cli.render.EnergyText;
import dev.lungfish.state.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/// What `lungfish fleet energy` shows of an answer of the API.
class EnergyReportTest {
    private static String use(String used, String measured, String saved, String how) {
        return """
        {"awake":"PT12H","asleep":"PT11H30M","between":"PT6M","unknown":"PT24M","sleeps":3,
         "used":%s,"measured":%s,"partMeasured":0.0,"saved":%s,"how":[%s]}
        """
                .formatted(used, measured, saved, how);
    }

    private static JsonObject answer() {
        return JsonObject.parse(
                """
                {"month":"2026-11",
                 "rows":[{"host":"lab1","pool":"default","hosts":1,"energy":%s},
                         {"host":"a-host-with-a-long-name.example.org","pool":"compute","hosts":1,
                          "energy":%s}],
                 "sum":%s,
                 "days":[{"day":"2026-11-02","energy":%s},{"day":"2026-11-03","energy":%s}]}
                """
                        .formatted(
                                use("1280.5", "1210.0", "1070.0", "\"measured\""),
                                use("99.9", "0.0", "-3.2", "\"model\""),
                                use("1380.4", "1210.0", "1066.8", "\"measured\",\"model\""),
                                use("1280.5", "1210.0", "1070.0", "\"measured\""),
                                use("99.9", "0.0", "-3.2", "\"model\""))
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Optional<Integer> room) {
        return EnergyText.of(answer(), answer().objects("rows"), room);
    }

    @Test
    void aTableMarksHowEachAmountIsKnownAndEndsWithTheSum() {
        assertThat(text(Optional.empty()).lines())
                .startsWith("2026-11: hours, and energy", "")
                .anyMatch(line ->
                        line.matches(
                                "lab1 .*12\\.0 +11\\.5 +0\\.1 +0\\.4.*1\\.3 kWh +1\\.1 kWh"
                                        + " +measured"))
                .anyMatch(line -> line.matches("a-host.* 99\\.9 Wh +-3\\.2 Wh +model"))
                .anyMatch(line -> line.matches("all .*1\\.4 kWh +1\\.1 kWh +measured\\+model"))
                .contains("measured: of the whole host, 1.2 kWh in all")
                .noneMatch(line -> line.startsWith("part:"));
    }

    @Test
    void theTableFitsTheTerminal() {
        assertThat(text(Optional.of(80)).lines().skip(2).takeWhile(line -> !line.isEmpty()))
                .hasSize(4)
                .allMatch(line -> line.length() <= 80);
    }

    @Test
    void thePictureIsWellFormedAndHasABarForEachDayThatIsKnown() throws Exception {
        String picture = EnergyPicture.of(answer());

        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Document document =
                factory.newDocumentBuilder()
                        .parse(new ByteArrayInputStream(picture.getBytes(StandardCharsets.UTF_8)));

        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        // The ground, three marks of the legend, and three parts of two days.
        assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(1 + 3 + 6);
        assertThat(document.getElementsByTagName("text").getLength()).isEqualTo(1 + 3 + 2 + 30);
        assertThat(picture).contains("2026-11: used 1.4 kWh, saved 1.1 kWh").doesNotContain("-3.2");
    }

    @Test
    void aMonthWithoutAnythingIsAnEmptyPicture() {
        JsonObject empty =
                JsonObject.parse(
                        "{\"month\":\"2028-02\",\"rows\":[],\"days\":[],\"sum\":%s}"
                                .formatted(use("0.0", "0.0", "0.0", "\"model\""))
                                .getBytes(StandardCharsets.UTF_8));

        assertThat(EnergyPicture.of(empty)).contains(">29<").doesNotContain("NaN");
        assertThat(EnergyText.of(empty, List.of(), Optional.empty())).contains("HOST", "all");
    }
}
