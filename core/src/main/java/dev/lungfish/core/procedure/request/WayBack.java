package dev.lungfish.core.procedure.request;

import dev.lungfish.core.reason.Spelled;
import java.util.Arrays;
import java.util.Optional;

/// A kind of thing that brings a host back, on which a request can rely.
public enum WayBack implements Spelled {
    /// The alarm of an RTC, which keeps a promised time.
    RTC("rtc"),
    /// A network card that hears a magic packet, whenever somebody sends one.
    WAKE_ON_LAN("wol");

    private final String spelling;

    WayBack(String spelling) {
        this.spelling = spelling;
    }

    /// The word that `--wake` takes, also in the journal and in JSON: `wol`.
    @Override
    public String spelling() {
        return spelling;
    }

    /// The one of that word.
    public static Optional<WayBack> ofSpelling(String spelling) {
        return Arrays.stream(values()).filter(way -> way.spelling.equals(spelling)).findFirst();
    }
}
