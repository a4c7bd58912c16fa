package dev.lungfish.agent.guests;

import dev.lungfish.core.reason.Reason;
import java.util.List;
import java.util.Optional;

/// Why guests keep their host awake, or why that is not known.
public sealed interface GuestReason extends Reason {
    record GuestActive(String uuid) implements GuestReason {}

    /// A machine that no libvirtd told of.
    record GuestOfUnknownKind(String program, long process) implements GuestReason {}

    record GuestsUnknown(String source, String found) implements GuestReason {}

    record GuestDangersUnknown(String source, String found) implements GuestReason {}

    /// The job is what libvirt does with it, as it calls it.
    record GuestJobRuns(String guest, Optional<String> job) implements GuestReason {}

    record GuestHasHostDevices(List<String> devices) implements GuestReason {}

    record GuestHasWatchdog(List<String> watchdogs) implements GuestReason {}

    record GuestTransient() implements GuestReason {}
}
