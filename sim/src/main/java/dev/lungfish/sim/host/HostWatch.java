package dev.lungfish.sim.host;

import dev.lungfish.core.procedure.state.Effect;

/// Is notified at the relevant moments of what the host really does.
public interface HostWatch {
    /// The sleep is being entered: the executor has accepted it.
    void enters(Effect.Enter enter);

    /// The alarm of the RTC of this name is being cleared.
    void clears(String rtc);

    /// It is being cleared by a write that was so late that its time had passed.
    void clearsUnwanted(String rtc);

    /// The RTC of this name reported its true alarm.
    void readTruly(String rtc);

    /// The NIC is asked what it wakes the host on, and reports the truth.
    void readsCard();

    /// Ignores everything.
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
