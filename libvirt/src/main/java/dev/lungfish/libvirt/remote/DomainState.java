package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;

/// The state of a guest.
///
/// @param state one of the constants, or a number of a later version
/// @param reason why; its meaning depends on the state
///
///   **Source:** `virDomainState` in `include/libvirt/libvirt-domain.h`.
public record DomainState(int state, int reason) {
    public static final int RUNNING = 1;
    public static final int BLOCKED = 2;
    public static final int PAUSED = 3;
    public static final int SHUTTING_DOWN = 4;
    public static final int SHUT_OFF = 5;
    public static final int CRASHED = 6;

    /// The guest has put itself to sleep.
    public static final int PM_SUSPENDED = 7;

    public static final XdrCodec<DomainState> CODEC =
            XdrCodec.of(
                    (encoder, value) -> {
                        encoder.int32(value.state);
                        encoder.int32(value.reason);
                    },
                    decoder -> new DomainState(decoder.int32("state"), decoder.int32("reason")));

    /// Whether its processors run, or wait only for devices.
    public boolean isRunning() {
        return state == RUNNING || state == BLOCKED;
    }

    /// As text: `paused`.
    public String inWords() {
        return switch (state) {
            case 0 -> "in no state";
            case RUNNING -> "running";
            case BLOCKED -> "blocked";
            case PAUSED -> "paused";
            case SHUTTING_DOWN -> "shutting down";
            case SHUT_OFF -> "shut off";
            case CRASHED -> "crashed";
            case PM_SUSPENDED -> "suspended by itself";
            default -> "in state " + state;
        };
    }
}
