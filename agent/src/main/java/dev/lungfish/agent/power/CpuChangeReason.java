package dev.lungfish.agent.power;

import dev.lungfish.core.power.CpuSetting;
import dev.lungfish.core.power.PowerService;
import dev.lungfish.core.power.SettingReason;
import dev.lungfish.core.reason.Reason;
import java.util.List;
import java.util.Optional;

/// Why an order to set the processors was refused or failed, what it left behind, and what else is
/// to be known of it. `found` is what a file or a service was seen to hold.
public sealed interface CpuChangeReason extends Reason {
    /// Somebody else has the lock.
    record CpuBusy() implements CpuChangeReason {}

    record RuledByService(PowerService.Kind service, String profile) implements CpuChangeReason {}

    record ProfileUnknownToService(PowerService.Kind service, String profile, String wanted)
            implements CpuChangeReason {}

    record ServiceUnreadable(PowerService.Kind service, String found) implements CpuChangeReason {}

    record ProfileAlreadySet(PowerService.Kind service, String profile)
            implements CpuChangeReason {}

    record ProfileSetThroughService(PowerService.Kind service, String profile)
            implements CpuChangeReason {}

    /// The reason `service-call-failed`.
    ///
    /// @param error of the bus
    record ServiceCallFailed(PowerService.Kind service, String profile, String error)
            implements CpuChangeReason {}

    /// The reason `profile-not-held`.
    ///
    /// @param found empty where the service is gone
    record ProfileNotHeld(PowerService.Kind service, String profile, Optional<String> found)
            implements CpuChangeReason {}

    record ServiceStopped(PowerService.Kind service) implements CpuChangeReason {}

    record ProfileNotOurs(PowerService.Kind service, String profile) implements CpuChangeReason {}

    record NoSuchProfile(String profile, List<String> profiles) implements CpuChangeReason {}

    /// A file, or a service's profile, is not what Lungfish left there.
    record ValueChangedSince(String where, String left, String found) implements CpuChangeReason {}

    record NothingChanged() implements CpuChangeReason {}

    record FileNotOurs(String file, String found) implements CpuChangeReason {}

    record RestoreIncomplete() implements CpuChangeReason {}

    /// What was planned is not offered any more once a part of it is set.
    record NoLongerOffered(List<SettingReason> problems) implements CpuChangeReason {}

    /// The reason `online-unreadable`.
    ///
    /// @param settings `governor=performance`
    record OnlineUnreadable(List<String> settings, String source, String found)
            implements CpuChangeReason {}

    record WriteRefused(CpuSetting setting, String group, String error, String found)
            implements CpuChangeReason {}

    /// A part of a profile that this host does not take.
    record SettingLeftOut(CpuSetting setting, Reason why) implements CpuChangeReason {}

    record TurboOffByFirmware(String file) implements CpuChangeReason {}

    record ValueNotHeld(CpuSetting setting, String group, String file, String wanted, String found)
            implements CpuChangeReason {}

    record FileUnreadable(
            CpuSetting setting, String group, String file, String wanted, String found)
            implements CpuChangeReason {}

    record GroupWentAway(String group) implements CpuChangeReason {}
}
