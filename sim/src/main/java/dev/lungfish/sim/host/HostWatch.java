package dev.lungfish.sim.host;

import dev.lungfish.core.procedure.Effect;

/// Who is told at the moments that count what the host really does.
public interface HostWatch {
    /// The sleep is being entered: whoever carries it out has accepted it.
    void enters(Effect.Enter enter);

    /// The alarm of the RTC of this name is being cleared.
    void clears(String rtc);

    /// It is being cleared by a write that came so late that it meant the past.
    void clearsUnwanted(String rtc);

    /// The RTC of this name answered truly what its alarm is.
    void readTruly(String rtc);

    /// The network card is asked what it wakes the host on, and answers truly.
    void readsCard();

    /// One that sees nothing.
    static HostWatch blind() {
        return new HostWatch() {
            @Override
            public void readsCard() {}

            @Override
            public void enters(Effect.Enter enter) {}

            @Override
            public void clears(String rtc) {}

            @Override
            public void clearsUnwanted(String rtc) {}

            @Override
            public void readTruly(String rtc) {}
        };
    }
}
