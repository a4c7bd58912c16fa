package dev.lungfish.agent.wake;

import dev.lungfish.core.evidence.SourceReason;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.wake.WakeOnLanMode;
import java.util.List;
import java.util.Optional;

/// What was done to the wake switches of a host, or why it could not be done. `letters` are those
/// of ethtool; `device` is the kernel's name, `title` what people call it.
public sealed interface WakeSwitchReason extends Reason {
    record WakeOnLanSet(String nic, List<WakeOnLanMode> modes, String letters)
            implements WakeSwitchReason {}

    record NicMayWakeNow(String file) implements WakeSwitchReason {}

    record WakeOnLanRestored(String nic, List<WakeOnLanMode> modes, String letters)
            implements WakeSwitchReason {}

    record WakeOnLanNotChanged(String nic) implements WakeSwitchReason {}

    record NothingToRestore() implements WakeSwitchReason {}

    /// The reason `wake-on-lan-set-again`.
    ///
    /// @param switchedOn whether its wake switch was off too
    record WakeOnLanSetAgain(String nic, String letters, String before, boolean switchedOn)
            implements WakeSwitchReason {}

    record WakeOnLanNotKept(String nic, SourceReason cause) implements WakeSwitchReason {}

    record WakeOnLanNotTaken(String nic, String letters, String found)
            implements WakeSwitchReason {}

    record WakeOnLanNotKnown(String nic, SourceReason cause) implements WakeSwitchReason {}

    record NoSuchNic(String nic, List<String> nics) implements WakeSwitchReason {}

    record DeviceAllowed(String device, Optional<String> title, String file)
            implements WakeSwitchReason {}

    record DeviceForbidden(String device, Optional<String> title, String file)
            implements WakeSwitchReason {}

    /// Without it no timed sleep is accepted.
    record RtcForbidden(String device) implements WakeSwitchReason {}

    record DeviceQuiet(String device, Optional<String> title, String file)
            implements WakeSwitchReason {}

    record DeviceQuietAlready(String device, Optional<String> title) implements WakeSwitchReason {}

    record DeviceNotQuietAnyMore(String device, Optional<String> title)
            implements WakeSwitchReason {}

    record DeviceWasNotQuiet(String device, Optional<String> title) implements WakeSwitchReason {}

    record RtcNeverQuiet(String device, Optional<String> title) implements WakeSwitchReason {}

    record WakeupNotDisabled(String device, WakeSwitchReason cause) implements WakeSwitchReason {}

    record QuietDevicesNotKnown(String error) implements WakeSwitchReason {}

    record DisabledWakeupsNotKnown(String error) implements WakeSwitchReason {}

    record WakeSwitchSetAgain(String file, String setting) implements WakeSwitchReason {}

    /// The reason `spurious-wakes`.
    ///
    /// @param sleeps how many sleeps it ended before their time
    record SpuriousWakes(String device, Optional<String> title, int sleeps)
            implements WakeSwitchReason {}

    record NoSuchWakeDevice(String name) implements WakeSwitchReason {}

    record WakeDeviceAmbiguous(String name, List<String> devices) implements WakeSwitchReason {}

    record NoWakeSwitch(String device, Optional<String> title, Reason cause)
            implements WakeSwitchReason {}

    record WakeSwitchNotTaken(String file, String written, Optional<String> found)
            implements WakeSwitchReason {}

    /// The reason `wake-switch-failed`.
    ///
    /// @param error as the adaptor of the host's files or of ethtool says it
    record WakeSwitchFailed(String error) implements WakeSwitchReason {}
}
