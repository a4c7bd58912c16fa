package dev.lungfish.core.policy;

import dev.lungfish.core.reason.Spelled;
import java.util.OptionalInt;

/// An amount of a situation.
public enum Quantity implements Spelled {
    /// In percent.
    LOAD("load"),
    /// Active ones.
    GUESTS("guests"),
    /// People who are logged in.
    SESSIONS("sessions"),
    /// In degrees Celsius.
    TEMPERATURE("temperature");

    private final String spelling;

    Quantity(String spelling) {
        this.spelling = spelling;
    }

    @Override
    public String spelling() {
        return spelling;
    }

    OptionalInt of(Situation situation) {
        return switch (this) {
            case LOAD -> situation.load();
            case GUESTS -> situation.guests();
            case SESSIONS -> situation.sessions();
            case TEMPERATURE -> situation.temperature();
        };
    }
}
