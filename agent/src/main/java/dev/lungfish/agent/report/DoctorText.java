package dev.lungfish.agent.report;

import dev.lungfish.api.DoctorReport;
import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.sleep.SleepReadings.Inhibitor;
import dev.lungfish.core.sleep.SleepReport.StateVerdict;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.wake.WakeVerdict;
import dev.lungfish.core.wake.WakeVerdict.WakeKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The report of `lungfish doctor` for people. Each verdict stands at the left margin of its
/// section; why, the evidence and what to do stand below it, indented.
public final class DoctorText {
    /// The kinds that a timed or a remote wake rests on are told in full, all others in a line
    /// each.
    private static final Set<WakeKind> TOLD_IN_FULL = EnumSet.of(WakeKind.RTC, WakeKind.NETWORK);

    private static final String INDENT = "      ";

    private final StringBuilder text = new StringBuilder();

    private DoctorText() {}

    /// The report, ended by a line end.
    public static String render(DoctorReport report) {
        return new DoctorText().write(report);
    }

    private String write(DoctorReport report) {
        DoctorVerdict.of(report).lines().forEach(this::line);
        line("");
        line(
                "Host: %s, kernel %s"
                        .formatted(
                                ReasonText.sentence(report.influences().surroundings().reason()),
                                report.influences().kernel().orElse("not known")));
        heading("Sleep states");
        report.sleep().states().forEach(this::write);
        heading("Wake devices");
        writeWake(report.wake());
        heading("Ways back");
        text.append(WaysBackReport.text(report.waysBack()));
        heading("Who else has a say");
        writeInfluences(report.influences());
        return text.toString();
    }

    private void write(StateVerdict verdict) {
        line(
                String.format(
                        "  %-16s  %-6s  %s",
                        verdict.state().spelling(),
                        verdict.state().acpiName(),
                        verdict.support().spelling()));
        writeDetails(verdict.reason(), verdict.evidence());
    }

    private void writeWake(List<WakeVerdict> wake) {
        wake.stream()
                .filter(verdict -> TOLD_IN_FULL.contains(verdict.kind()))
                .forEach(this::writeInFull);
        List<WakeVerdict> others =
                wake.stream().filter(verdict -> !TOLD_IN_FULL.contains(verdict.kind())).toList();
        if (others.isEmpty()) {
            line("  no other device of this host has a wake switch");
            return;
        }
        int width = others.stream().mapToInt(verdict -> verdict.name().length()).max().orElse(0);
        for (WakeVerdict verdict : others) {
            line(
                    String.format(
                            "  %-8s  %-" + width + "s  %-11s  %-8s  %s",
                            verdict.kind().spelling(),
                            verdict.name(),
                            verdict.support().spelling(),
                            enabled(verdict),
                            ReasonText.sentence(verdict.reason())));
        }
    }

    private void writeInFull(WakeVerdict verdict) {
        line(
                String.format(
                        "  %-8s  %-16s  %-11s  %s",
                        verdict.kind().spelling(),
                        verdict.name(),
                        verdict.support().spelling(),
                        enabled(verdict)));
        writeDetails(verdict.reason(), verdict.evidence());
    }

    private void writeInfluences(DoctorReport.Influences influences) {
        influences.evidence().forEach(piece -> line("  " + row(piece)));
        for (Inhibitor inhibitor : influences.inhibitors()) {
            line(
                    "  inhibitor (%s) on %s by %s, process %s: %s"
                            .formatted(
                                    inhibitor.mode(),
                                    inhibitor.what(),
                                    inhibitor.who(),
                                    inhibitor.processId(),
                                    inhibitor.why()));
        }
        String forbidden =
                influences.administrator().forbidden().stream()
                        .sorted()
                        .map(SleepState::spelling)
                        .collect(Collectors.joining(", "));
        line(
                "  administrator: %s (%s)"
                        .formatted(
                                forbidden.isEmpty() ? "forbids nothing" : "forbids " + forbidden,
                                influences.administrator().source()));
    }

    private void writeDetails(Reason reason, List<Evidence> evidence) {
        line(INDENT + ReasonText.sentence(reason));
        evidence.forEach(piece -> line(INDENT + "- " + row(piece)));
        String remedy = ReasonText.remedy(reason);
        if (!remedy.isEmpty()) {
            line(INDENT + "to do: " + remedy);
        }
    }

    private void heading(String words) {
        text.append('\n');
        line(words);
    }

    private void line(String words) {
        text.append(SanitizedText.of(words.stripTrailing())).append('\n');
    }

    private static String row(Evidence piece) {
        return piece.source() + ": " + piece.value();
    }

    private static String enabled(WakeVerdict verdict) {
        return verdict.enabled().map(yes -> yes ? "enabled" : "disabled").orElse("-");
    }
}
