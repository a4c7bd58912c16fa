package dev.lungfish.state.json;

import dev.lungfish.core.bound.Bounds;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.JsonGeneratorDelegate;

/// Writes JSON for a reader with a bound: texts that are too long are cut, and so are lists of
/// reasons. What must be kept whole was refused before if it was beyond its bound
/// ([dev.lungfish.core.bound.BoundCheck]).
final class ToldJson extends JsonGeneratorDelegate {
    /// What stands where something was cut off.
    private static final String CUT = "...";

    private final Extent extent;

    /// How much is told.
    ///
    /// @param characters of each text
    /// @param reasons of each list of them
    record Extent(int characters, int reasons) {
        /// Each tells less than the one before; the last one fits into any file. None cuts a text
        /// that is kept whole: no bound of these is larger.
        static final List<Extent> ALL =
                List.of(
                        new Extent(Bounds.TOLD_CHARACTERS, Bounds.TOLD_REASONS),
                        new Extent(Bounds.REQUESTER_BYTES, Bounds.TOLD_REASONS / 8),
                        new Extent(Bounds.REQUESTER_BYTES, Bounds.TOLD_REASONS / 64));
    }

    ToldJson(JsonGenerator json, Extent extent) {
        super(json, false);
        this.extent = extent;
    }

    /// As many as are told.
    static <T> List<T> told(JsonGenerator json, List<T> reasons) {
        int most = json instanceof ToldJson told ? told.extent.reasons() : Bounds.TOLD_REASONS;
        return reasons.size() > most ? reasons.subList(0, most) : reasons;
    }

    @Override
    public JsonGenerator writeString(String text) {
        return super.writeString(cut(text));
    }

    private String cut(String text) {
        if (text.length() <= extent.characters()) {
            return text;
        }
        int end = extent.characters() - CUT.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
                + CUT;
    }
}
