package dev.lungfish.cli.render;

import dev.lungfish.state.json.JsonObject;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The energy of a month, as a picture in SVG: a bar for each day, of what was measured, what was
/// used by the model, and what was saved on top of it.
public final class EnergyPicture {
    private static final int LEFT = 90;
    private static final int TOP = 56;
    private static final int HEIGHT = 260;
    private static final int DAY = 26;
    private static final int BAR = 18;
    private static final String MEASURED = "#3066be";
    private static final String MODEL = "#777777";
    private static final String SAVED = "#8fd3b6";

    private EnergyPicture() {}

    /// The document.
    ///
    /// @param answer of `/v1/energy`
    public static String of(JsonObject answer) {
        YearMonth month = YearMonth.parse(answer.text("month"));
        List<JsonObject> days = answer.objects("days");
        double most = days.stream().mapToDouble(EnergyPicture::top).max().orElse(0);
        double scale = most > 0 ? HEIGHT / most : 0;
        int width = LEFT + month.lengthOfMonth() * DAY + 20;
        StringBuilder svg = new StringBuilder();
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                                + " font-family=\"sans-serif\" font-size=\"13\">\n"
                                + "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>\n",
                        width,
                        TOP + HEIGHT + 40,
                        width,
                        TOP + HEIGHT + 40));
        JsonObject sum = answer.object("sum");
        svg.append(
                label(
                        LEFT,
                        20,
                        "%s: used %s, saved %s"
                                .formatted(
                                        month,
                                        EnergyText.amount(EnergyText.decimal(sum, "used")),
                                        EnergyText.amount(EnergyText.decimal(sum, "saved")))));
        legend(svg);
        svg.append(label(8, TOP + 10, EnergyText.amount(most)));
        svg.append(label(8, TOP + HEIGHT, "0"));
        for (int day = 1; day <= month.lengthOfMonth(); day++) {
            LocalDate date = month.atDay(day);
            int x = LEFT + (day - 1) * DAY;
            Optional<JsonObject> found =
                    days.stream()
                            .filter(one -> one.text("day").equals(date.toString()))
                            .findFirst();
            found.ifPresent(one -> bar(svg, x, one.object("energy"), scale));
            svg.append(label(x, TOP + HEIGHT + 18, String.valueOf(day)));
        }
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<path d=\"M%d %dH%d\" stroke=\"black\" stroke-width=\"1\"/>\n",
                        LEFT,
                        TOP + HEIGHT,
                        width - 20));
        return svg.append("</svg>\n").toString();
    }

    private static double top(JsonObject day) {
        JsonObject energy = day.object("energy");
        return EnergyText.decimal(energy, "used")
                + Math.max(0, EnergyText.decimal(energy, "saved"));
    }

    private static void bar(StringBuilder svg, int x, JsonObject energy, double scale) {
        double measured = EnergyText.decimal(energy, "measured");
        double used = EnergyText.decimal(energy, "used");
        double saved = Math.max(0, EnergyText.decimal(energy, "saved"));
        part(svg, x, 0, measured, MEASURED, scale);
        part(svg, x, measured, used - measured, MODEL, scale);
        part(svg, x, used, saved, SAVED, scale);
    }

    private static void part(
            StringBuilder svg, int x, double from, double amount, String colour, double scale) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<rect x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\" fill=\"%s\"/>\n",
                        x,
                        TOP + HEIGHT - (from + amount) * scale,
                        BAR,
                        Math.max(0, amount * scale),
                        colour));
    }

    private static void legend(StringBuilder svg) {
        int x = LEFT;
        for (List<String> one :
                List.of(
                        List.of(MEASURED, "used, measured"),
                        List.of(MODEL, "used, by the model"),
                        List.of(SAVED, "saved"))) {
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<rect x=\"%d\" y=\"30\" width=\"12\" height=\"12\" fill=\"%s\"/>\n",
                            x,
                            one.getFirst()));
            svg.append(label(x + 18, 41, one.getLast()));
            x += 170;
        }
    }

    private static String label(int x, int y, String words) {
        return String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\">%s</text>\n", x, y, words);
    }
}
