package dev.lungfish.cli.render;

import dev.lungfish.replay.Simulation;
import dev.lungfish.replay.result.Curve;
import dev.lungfish.replay.result.Figures;
import java.util.List;
import java.util.Locale;

/// What a simulation shows, as a picture in SVG: how many hosts were needed and awake over time,
/// and the energy of each policy over that of the oracle.
public final class SimulationPicture {
    private static final int LEFT = 60;
    private static final int WIDTH = 840;
    private static final int TOP = 40;
    private static final int HEIGHT = 260;
    private static final int BARS = TOP + HEIGHT + 70;
    private static final int BAR = 26;
    private static final List<String> COLOURS =
            List.of("#0b6e4f", "#777777", "#d1495b", "#edae49", "#3066be");

    private SimulationPicture() {}

    /// The document.
    public static String of(Simulation simulation) {
        List<Figures> policies = simulation.policies();
        int height = BARS + policies.size() * BAR + 20;
        StringBuilder svg = new StringBuilder();
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                                + " font-family=\"sans-serif\" font-size=\"13\">\n"
                                + "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>\n",
                        LEFT + WIDTH + 40,
                        height,
                        LEFT + WIDTH + 40,
                        height));
        svg.append(
                label(
                        LEFT,
                        22,
                        String.format(
                                Locale.ROOT,
                                "hosts needed (filled) and awake, %.1f days",
                                simulation.length().toMillis() / 86_400_000.0)));
        int hosts = simulation.setting().hosts();
        svg.append(label(8, TOP + 10, String.valueOf(hosts)));
        svg.append(label(8, TOP + HEIGHT, "0"));
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<path d=\"M%d %d%s L%d %d Z\" fill=\"#cfe8dc\"/>\n",
                        LEFT,
                        TOP + HEIGHT,
                        points(simulation.need(), hosts, 'L'),
                        LEFT + WIDTH,
                        TOP + HEIGHT));
        for (int i = policies.size() - 1; i >= 0; i--) {
            String points = points(policies.get(i).awake(), hosts, 'L');
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<path d=\"M%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"/>\n",
                            points.substring(2),
                            colour(i),
                            i == 0 ? "2" : "1"));
        }
        bars(svg, simulation);
        return svg.append("</svg>\n").toString();
    }

    private static void bars(StringBuilder svg, Simulation simulation) {
        svg.append(
                label(
                        LEFT,
                        BARS - 12,
                        "energy over the oracle's; p99 of the wait; wakes in a host-day"));
        double most =
                simulation.policies().stream().mapToDouble(simulation::overOracle).max().orElse(1);
        int row = 0;
        for (Figures policy : simulation.policies()) {
            double share = simulation.overOracle(policy);
            int y = BARS + row * BAR;
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"18\" fill=\"%s\"/>\n",
                            LEFT + 130,
                            y,
                            400 * share / most,
                            colour(row)));
            svg.append(label(LEFT, y + 14, policy.policy()));
            svg.append(
                    label(
                            LEFT + 140 + (int) (400 * share / most),
                            y + 14,
                            String.format(
                                    Locale.ROOT,
                                    "%.4f; %.0f s; %.2f",
                                    share,
                                    policy.waits().quantile(0.99) / 1e3,
                                    simulation.perHostDay(policy.sleeps()))));
            row++;
        }
    }

    private static String points(Curve curve, int hosts, char move) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < curve.parts(); i++) {
            points.append(
                    String.format(
                            Locale.ROOT,
                            " %s%.1f %.1f",
                            move,
                            LEFT + (double) WIDTH * i / (curve.parts() - 1),
                            TOP + HEIGHT - HEIGHT * Math.min(1, curve.mean(i) / hosts)));
        }
        return points.toString();
    }

    private static String colour(int row) {
        return COLOURS.get(row % COLOURS.size());
    }

    private static String label(int x, int y, String words) {
        return String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\">%s</text>\n", x, y, words);
    }
}
