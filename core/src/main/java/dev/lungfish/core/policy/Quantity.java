package dev.lungfish.core.policy;

import java.util.OptionalInt;

/// An amount of a situation.
public enum Quantity {
    /// In percent.
    LOAD("load", "%"),
    /// Active ones.
    GUESTS("guests", ""),
    /// People who are logged in.
    SESSIONS("sessions", ""),
    /// In degrees Celsius.
    TEMPERATURE("temperature", " C");

    private final String spelling;
    private final String unit;

    Quantity(String spelling, String unit) {
        this.spelling = spelling;
        this.unit = unit;
    }

    public String spelling() {
        return spelling;
    }

    String with(int amount) {
        return amount + unit;
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
