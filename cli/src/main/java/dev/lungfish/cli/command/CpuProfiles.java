package dev.lungfish.cli.command;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.agent.power.CpuChangeReason;
import dev.lungfish.agent.power.ProfileByName;
import dev.lungfish.agent.report.CpuOutcomeText;
import dev.lungfish.agent.report.CpuProfilesReport;
import dev.lungfish.api.CpuOrder;
import dev.lungfish.api.CpuOutcome;
import dev.lungfish.api.CpuReport;
import dev.lungfish.api.HostSession;
import dev.lungfish.api.ServiceException;
import dev.lungfish.core.power.ChangePlanner;
import dev.lungfish.core.power.CpuSettingRequest;
import dev.lungfish.core.power.Planning;
import dev.lungfish.core.power.PowerProfile;
import dev.lungfish.core.power.PowerService;
import dev.lungfish.core.power.PowerService.ProfileMapping;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.state.directory.StateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What `lungfish cpu` tells of profiles, and what an order would do.
record CpuProfiles(SharedOptions shared, Output output) {

    /// All profiles of this machine.
    ExitCode list(ObservedHost host) {
        CpuReport report = host.cpu(shared.stateDirectoryToLookAt()).report();
        List<ProfileMapping> profiles =
                host.configuration().power().profiles().stream()
                        .map(profile -> profile.on(report.readings()))
                        .toList();
        output.show(
                shared.json()
                        ? CpuProfilesReport.json(profiles, report)
                        : CpuProfilesReport.text(profiles, report));
        return ExitCode.OK;
    }

    /// What is set.
    ExitCode active() throws NotARecordException, ConfigurationException, ServiceException {
        try (HostSession host = Sessions.look(shared, output)) {
            CpuReport report = host.power();
            output.show(
                    shared.json()
                            ? CpuProfilesReport.activeJson(report)
                            : CpuProfilesReport.activeText(report));
            return ExitCode.OK;
        }
    }

    /// Whether it still holds.
    ExitCode verify(ObservedHost host) {
        try {
            List<Reason> changed = host.cpu(shared.stateDirectoryToLookAt()).changedSince();
            CpuReport report = host.cpu(shared.stateDirectoryToLookAt()).report();
            output.show(
                    shared.json()
                            ? CpuProfilesReport.verifiedJson(report, changed)
                            : CpuProfilesReport.verifiedText(report, changed));
            return changed.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
        } catch (StateException e) {
            return output.failed(e, ExitCode.FAILED);
        }
    }

    /// What an order would write, by what the host shows now; writes nothing.
    ExitCode wouldDo(CpuOrder order)
            throws NotARecordException, ConfigurationException, ServiceException {
        try (HostSession host = Sessions.look(shared, output)) {
            CpuOutcome outcome = planned(order, host.power());
            output.show(CpuOutcomeText.wouldAnswer(outcome, shared.json()));
            CpuOutcomeText.problems(outcome).forEach(output::say);
            return outcome instanceof CpuOutcome.Done ? ExitCode.OK : ExitCode.REFUSED;
        }
    }

    private CpuOutcome planned(CpuOrder order, CpuReport report)
            throws NotARecordException, ConfigurationException, ServiceException {
        Optional<PowerService> ruler =
                report.services().stream().filter(PowerService::runs).findFirst();
        return switch (order) {
            case CpuOrder.Change(CpuSettingRequest request) ->
                    ruler.isPresent() ? ruledBy(ruler.get()) : planned(request, List.of(), report);
            case CpuOrder.UseProfile(String name) -> {
                PowerProfile profile = profile(name);
                if (ruler.isPresent()) {
                    yield ofService(ruler.get(), profile);
                }
                ProfileMapping mapping = profile.on(report.readings());
                yield mapping.meansAnything()
                        ? planned(mapping.request(), List.copyOf(mapping.unmapped()), report)
                        : new CpuOutcome.Refused(List.copyOf(mapping.unmapped()));
            }
            case CpuOrder.Restore _ ->
                    report.changed()
                            .map(changed -> new CpuOutcome.Done(changed.originals(), List.of()))
                            .orElseGet(() ->
                                    new CpuOutcome.Done(
                                            List.of(),
                                            List.of(new CpuChangeReason.NothingChanged())));
        };
    }

    private static CpuOutcome ruledBy(PowerService ruler) {
        return new CpuOutcome.Refused(
                new CpuChangeReason.RuledByService(ruler.kind(), ruler.profile().found()));
    }

    private static CpuOutcome ofService(PowerService ruler, PowerProfile profile) {
        return ruler.kind()
                .nameOf(profile)
                .<CpuOutcome>map(name ->
                        new CpuOutcome.Done(
                                List.of(),
                                List.of(
                                        new CpuChangeReason.ProfileSetThroughService(
                                                ruler.kind(), name))))
                .orElseGet(() -> ruledBy(ruler));
    }

    private static CpuOutcome planned(
            CpuSettingRequest request, List<Reason> notes, CpuReport report) {
        return switch (ChangePlanner.plan(report.readings(), request)) {
            case Planning.Planned planned -> new CpuOutcome.Done(planned.changes(), notes);
            case Planning.Refused refused ->
                    new CpuOutcome.Refused(new ArrayList<>(refused.problems()));
        };
    }

    private PowerProfile profile(String name)
            throws NotARecordException, ConfigurationException, ServiceException {
        try {
            return ProfileByName.of(name, shared.profiles());
        } catch (ReasonException e) {
            throw new ServiceException(ServiceException.Kind.INVALID, e);
        }
    }
}
