package dev.lungfish.agent.report;

import dev.lungfish.api.NicStatus;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.wake.WakeOnLan;
import dev.lungfish.core.wake.WakeOnLanMode;
import dev.lungfish.core.wake.WakeVerdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The answer of `lungfish wol`.
public final class WakeOnLanReport {
    private WakeOnLanReport() {}

    /// For people: a line for each card, why and what to do below it.
    public static String text(List<NicStatus> cards) {
        if (cards.isEmpty()) {
            return "this host has no network card\n";
        }
        StringBuilder text = new StringBuilder();
        for (NicStatus card : cards) {
            WakeVerdict verdict = card.verdict();
            line(
                    text,
                    "%s  %s  set to %s of %s%s"
                            .formatted(
                                    verdict.name(),
                                    wakes(verdict),
                                    letters(card.set()),
                                    letters(card.supported()),
                                    card.kept()
                                            .map(kept -> ", kept at " + WakeOnLan.letters(kept))
                                            .orElse("")));
            line(text, "      " + ReasonText.sentence(verdict.reason()));
            card.above().forEach(sentence -> line(text, "      " + sentence));
            String remedy = ReasonText.remedy(verdict.reason());
            if (!remedy.isEmpty()) {
                line(text, "      to do: " + remedy);
            }
        }
        return text.toString();
    }

    /// As `lungfish.wake-on-lan/1`.
    public static String json(List<NicStatus> cards) {
        return Json.document(json -> {
            json.writeStringProperty("schema", "lungfish.wake-on-lan/1");
            json.writeArrayPropertyStart("interfaces");
            for (NicStatus card : cards) {
                json.writeStartObject();
                json.writeStringProperty("name", card.verdict().name());
                json.writeStringProperty("support", card.verdict().support().spelling());
                card.verdict()
                        .enabled()
                        .ifPresent(wakes -> json.writeBooleanProperty("wakes", wakes));
                card.supported()
                        .ifPresent(modes ->
                                json.writeStringProperty("supported", WakeOnLan.letters(modes)));
                card.set()
                        .ifPresent(
                                modes -> json.writeStringProperty("set", WakeOnLan.letters(modes)));
                card.kept()
                        .ifPresent(modes ->
                                json.writeStringProperty("kept", WakeOnLan.letters(modes)));
                DoctorJson.write(json, card.verdict().reason());
                json.writeArrayPropertyStart("above");
                card.above().forEach(json::writeString);
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static String wakes(WakeVerdict verdict) {
        return switch (verdict.support()) {
            case SUPPORTED ->
                    verdict.enabled().orElse(false) ? "wakes the host" : "does not wake the host";
            case UNSUPPORTED -> "can't wake the host";
            case UNKNOWN -> "may or may not wake the host";
        };
    }

    private static String letters(Optional<Set<WakeOnLanMode>> modes) {
        return modes.map(WakeOnLan::letters).orElse("?");
    }

    static void line(StringBuilder text, String words) {
        text.append(SanitizedText.of(words)).append('\n');
    }
}
