package dev.lungfish.agent.guests;

import dev.lungfish.libvirt.client.CallFailedException;
import dev.lungfish.libvirt.client.Client;
import dev.lungfish.libvirt.remote.DomainFlags;
import dev.lungfish.libvirt.remote.DomainReference;
import dev.lungfish.libvirt.remote.DomainTime;
import dev.lungfish.libvirt.remote.Domains;
import dev.lungfish.libvirt.remote.SetTimeArguments;
import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.clock.Pause;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// The clock of one guest, which stood still while the guest was paused or saved.
///
/// @param clock the wall clock of its host
record GuestClock(Client client, DomainReference guest, Supplier<Instant> clock) {
    /// An RTC shows whole seconds, and the agent's answer takes a moment.
    static final Duration TOLERANCE = Duration.ofSeconds(3);

    /// After its guest is back, an agent needs a moment until libvirtd reaches it.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration STEP = Duration.ofMillis(250);

    /// Sets it by the guest's own RTC, which ran during the sleep, else by the host's clock, and
    /// reads it back. A guest whose agent does not answer is not touched.
    ///
    /// @return the problem; empty if the clock is right or unknown
    Optional<String> set() throws IOException, CallFailedException {
        try {
            sync();
            if (off().compareTo(TOLERANCE) <= 0) {
                return Optional.empty();
            }
        } catch (CallFailedException e) {
            if (isWithoutAgent(e)) {
                return Optional.empty();
            }
            // Some agents only accept an explicit time.
        }
        set(0);
        Duration off = off();
        return off.compareTo(TOLERANCE) <= 0
                ? Optional.empty()
                : Optional.of(
                        "its agent was told the time, and %d s are missing or too many now"
                                .formatted(off.toSeconds()));
    }

    /// Retries for a while until the agent answers, if there is one.
    private void sync() throws IOException, CallFailedException {
        Deadline end = Deadline.after(PATIENCE);
        while (true) {
            try {
                set(SetTimeArguments.SYNC);
                return;
            } catch (CallFailedException e) {
                if (e.error().code() != ErrorCode.AGENT_UNRESPONSIVE.number() || end.passed()) {
                    throw e;
                }
                boolean _ = Pause.of(STEP, STEP, () -> false);
            }
        }
    }

    private void set(int flags) throws IOException, CallFailedException {
        client.call(
                Domains.SET_TIME, new SetTimeArguments(guest, DomainTime.of(clock.get()), flags));
    }

    /// The absolute offset of the guest's clock from the host's.
    private Duration off() throws IOException, CallFailedException {
        Instant before = clock.get();
        Instant shown = client.call(Domains.GET_TIME, DomainFlags.none(guest)).instant();
        Instant after = clock.get();
        if (shown.isBefore(before)) {
            return Duration.between(shown, before);
        }
        return shown.isAfter(after) ? Duration.between(after, shown) : Duration.ZERO;
    }

    /// **Source:** `qemuDomainAgentAvailable` in libvirt 9.0 `src/qemu/qemu_domain.c`; the driver
    /// for tests does not have the call at all.
    private static boolean isWithoutAgent(CallFailedException failed) {
        int code = failed.error().code();
        return code == ErrorCode.AGENT_UNRESPONSIVE.number()
                || code == ErrorCode.ARGUMENT_UNSUPPORTED.number()
                || code == ErrorCode.NO_SUPPORT.number()
                || failed.unknownProcedure();
    }
}
