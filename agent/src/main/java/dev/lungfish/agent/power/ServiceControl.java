package dev.lungfish.agent.power;

import dev.lungfish.api.CpuOutcome;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.power.PowerProfile;
import dev.lungfish.core.power.PowerService;
import dev.lungfish.linux.cpupower.PowerServices;
import dev.lungfish.linux.dbus.BusException;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.kept.StoredCpuValues;
import java.util.List;
import java.util.Optional;

/// Has a service that rules the processors take a profile.
final class ServiceControl {
    private final PowerServices services;
    private final Keeper keeper;

    /// Keeps what a service held before.
    @FunctionalInterface
    interface Keeper {
        void keep(StoredCpuValues.Service service, String wanted, String by) throws StateException;
    }

    ServiceControl(PowerServices services, Keeper keeper) {
        this.services = services;
        this.keeper = keeper;
    }

    CpuOutcome set(PowerService ruler, PowerProfile profile, String by) throws StateException {
        Optional<String> name = ruler.kind().nameOf(profile);
        if (name.isEmpty()) {
            return new CpuOutcome.Refused(
                    new CpuChangeReason.ProfileUnknownToService(
                            ruler.kind(), ruler.profile().found(), profile.name()));
        }
        if (!(ruler.profile() instanceof Reading.Present<String> before)) {
            return new CpuOutcome.Refused(
                    new CpuChangeReason.ServiceUnreadable(ruler.kind(), ruler.profile().found()));
        }
        if (before.value().equals(name.get())) {
            return new CpuOutcome.Done(
                    List.of(),
                    List.of(new CpuChangeReason.ProfileAlreadySet(ruler.kind(), before.value())));
        }
        keeper.keep(
                new StoredCpuValues.Service(ruler.kind(), before.value(), name.get()),
                "profile " + profile.name(),
                by);
        return take(ruler.kind(), name.get());
    }

    /// Has a service take a profile and looks whether it has.
    CpuOutcome take(PowerService.Kind kind, String profile) {
        try {
            services.set(kind, profile);
        } catch (BusException e) {
            return new CpuOutcome.Failed(
                    new CpuChangeReason.ServiceCallFailed(
                            kind, profile, String.valueOf(e.getMessage())),
                    List.of());
        }
        Optional<PowerService> after =
                services.read().stream().filter(service -> service.kind() == kind).findFirst();
        Optional<String> found = after.map(service -> service.profile().found());
        return found.equals(Optional.of(profile))
                ? new CpuOutcome.Done(
                        List.of(),
                        List.of(new CpuChangeReason.ProfileSetThroughService(kind, profile)))
                : new CpuOutcome.Failed(
                        new CpuChangeReason.ProfileNotHeld(kind, profile, found), List.of());
    }
}
