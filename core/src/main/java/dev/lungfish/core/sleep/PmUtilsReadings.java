package dev.lungfish.core.sleep;

import dev.lungfish.core.evidence.Reading;

/// What `pm-is-supported` of pm-utils answers; every reading is absent where pm-utils is not
/// installed.
public record PmUtilsReadings(
        Reading<Boolean> suspend, Reading<Boolean> hibernate, Reading<Boolean> suspendHybrid) {

    /// The readings where nobody asks it.
    public static PmUtilsReadings notAsked() {
        Reading<Boolean> absent = new Reading.Absent<>("pm-is-supported");
        return new PmUtilsReadings(absent, absent, absent);
    }
}
