package dev.lungfish.agent.power;

import dev.lungfish.api.CpuOutcome;
import dev.lungfish.core.power.ChangePlanner;
import dev.lungfish.core.power.CpuReadings;
import dev.lungfish.core.power.CpuSet;
import dev.lungfish.core.power.CpuSetting;
import dev.lungfish.core.power.CpuSettingRequest;
import dev.lungfish.core.power.HeldValues;
import dev.lungfish.core.power.HotpluggedCpus;
import dev.lungfish.core.power.Planning;
import dev.lungfish.core.power.Planning.FileChange;
import dev.lungfish.core.power.PowerProfile;
import dev.lungfish.core.power.PowerService;
import dev.lungfish.core.power.PowerService.ProfileMapping;
import dev.lungfish.core.power.SettingReason;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.linux.cpupower.PowerServices;
import dev.lungfish.linux.cpupower.SettingFiles;
import dev.lungfish.state.directory.ProcedureLock;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.kept.StoredCpuValues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Sets how the host's processors use power, all or nothing, and puts them back.
///
/// Before the first write the old values are kept in the state directory, synced to the disk; each
/// write is read back; what fails is undone. Takes the lock of the state directory, so that nothing
/// is set while the host is put to sleep. Safe for use by several threads.
public final class CpuControl {
    /// How often it is tried to have all processors alike while some come and go.
    private static final int ROUNDS = 3;

    private static final CpuOutcome BUSY = new CpuOutcome.Refused(new CpuChangeReason.CpuBusy());

    private final SettingFiles files;
    private final PowerServices services;
    private final StateDirectory state;
    private final Supplier<Instant> clock;

    /// @param state where the old values are kept
    /// @param clock the wall clock
    public CpuControl(
            SettingFiles files,
            PowerServices services,
            StateDirectory state,
            Supplier<Instant> clock) {
        this.files = files;
        this.services = services;
        this.state = state;
        this.clock = clock;
    }

    /// What was changed and not put back yet.
    ///
    /// @throws StateException where that can't be read
    public Optional<StoredCpuValues> changed() throws StateException {
        return StoredCpuValues.read(state, boot());
    }

    /// Sets what is wanted, unless a service rules it.
    ///
    /// @param by who wants it, in words
    /// @throws StateException where the old values can't be kept; nothing was changed then
    public CpuOutcome set(CpuSettingRequest request, String by) throws StateException {
        Optional<PowerService> ruler = ruler();
        if (ruler.isPresent()) {
            return new CpuOutcome.Refused(
                    new CpuChangeReason.RuledByService(
                            ruler.get().kind(), ruler.get().profile().found()));
        }
        return locked(() -> setLocked(request, inWords(request), List.of(), by, Extent.ALL));
    }

    /// Sets a profile, through the service that rules the processors where one does.
    ///
    /// @param by who wants it, in words
    /// @throws StateException where the old values can't be kept; nothing was changed then
    public CpuOutcome set(PowerProfile profile, String by) throws StateException {
        Optional<PowerService> ruler = ruler();
        return locked(() -> {
            if (ruler.isPresent()) {
                return new ServiceControl(services, this::keepService)
                        .set(ruler.get(), profile, by);
            }
            ProfileMapping mapping = profile.on(files.read());
            return setLocked(
                    mapping.request(),
                    "profile " + profile.name(),
                    List.copyOf(mapping.unmapped()),
                    by,
                    Extent.WHAT_THE_HOST_TAKES);
        });
    }

    /// Puts all back that was changed and that nobody else has changed since.
    ///
    /// @throws StateException where it is not known what was changed
    public CpuOutcome restore() throws StateException {
        return locked(() -> {
            Optional<StoredCpuValues> kept = changed();
            if (kept.isEmpty()) {
                StoredCpuValues.forget(state);
                return new CpuOutcome.Done(
                        List.of(), List.of(new CpuChangeReason.NothingChanged()));
            }
            Restoring restoring = new Restoring(files, services);
            CpuOutcome outcome = restoring.restore(kept.get());
            if (outcome instanceof CpuOutcome.Done) {
                StoredCpuValues.forget(state);
            }
            return outcome;
        });
    }

    /// Sets for processors that came online what was set before they did, and is not put back. What
    /// a service rules is left to it.
    ///
    /// @return empty where the host is being put to sleep, or set by somebody else: to be tried
    ///   again
    /// @throws StateException where the old values can't be kept; nothing was changed then
    public Optional<CpuOutcome> catchUp(CpuSet came) throws StateException {
        if (changed().isEmpty() || ruler().isPresent()) {
            return Optional.of(new CpuOutcome.Done(List.of(), List.of()));
        }
        CpuOutcome outcome = locked(() -> catchUpLocked(came));
        return outcome.equals(BUSY) ? Optional.empty() : Optional.of(outcome);
    }

    private CpuOutcome catchUpLocked(CpuSet came) throws StateException {
        Optional<StoredCpuValues> kept = changed();
        List<FileChange> written = new ArrayList<>();
        List<Reason> notes = new ArrayList<>();
        for (CpuSettingRequest earlier : kept.map(StoredCpuValues::requests).orElse(List.of())) {
            for (CpuSettingRequest request : HotpluggedCpus.requests(earlier, came, files.read())) {
                StoredCpuValues before = kept.orElseThrow();
                switch (setLocked(
                        request,
                        before.wanted(),
                        List.of(),
                        before.by(),
                        Extent.ALL_OF_NEWCOMERS)) {
                    case CpuOutcome.Done done -> {
                        written.addAll(done.written());
                        notes.addAll(done.notes());
                    }
                    // One that went again, or is of another kind, keeps no other from its own.
                    case CpuOutcome.Refused(List<Reason> reasons) -> notes.addAll(reasons);
                    case CpuOutcome.Failed failed -> {
                        return failed;
                    }
                }
            }
        }
        return new CpuOutcome.Done(written, notes);
    }

    private Optional<PowerService> ruler() {
        return services.read().stream().filter(PowerService::runs).findFirst();
    }

    /// What is done while nobody else may.
    @FunctionalInterface
    private interface Work {
        CpuOutcome run() throws StateException;
    }

    private CpuOutcome locked(Work work) throws StateException {
        state.create();
        try (ProcedureLock lock = ProcedureLock.tryTake(state).orElse(null)) {
            return lock == null ? BUSY : work.run();
        }
    }

    /// How much of a request must be taken.
    private enum Extent {
        /// All, as each setting was asked for.
        ALL,
        /// All, of processors that came later: they are not asked for again.
        ALL_OF_NEWCOMERS,
        /// Of a profile, which is made for all kinds of hosts.
        WHAT_THE_HOST_TAKES
    }

    private CpuOutcome setLocked(
            CpuSettingRequest request,
            String wanted,
            List<Reason> unmapped,
            String by,
            Extent extent)
            throws StateException {
        CpuReadings before = files.read();
        List<Reason> notes = new ArrayList<>(unmapped);
        CpuSettingRequest rest =
                extent == Extent.WHAT_THE_HOST_TAKES
                        ? new TakenPart(before).of(request, notes)
                        : request;
        if (rest.values().isEmpty()) {
            return new CpuOutcome.Refused(notes);
        }
        if (ChangePlanner.plan(before, rest)
                instanceof Planning.Refused(List<SettingReason> problems)) {
            return new CpuOutcome.Refused(List.copyOf(problems));
        }
        List<FileChange> originals = HeldValues.of(before, rest.values().keySet());
        List<FileChange> restorable = new ArrayList<>();
        for (FileChange original : originals) {
            Optional<SettingReason> fixed = HeldValues.notRestorable(before, original);
            if (fixed.isEmpty()) {
                restorable.add(original);
            } else if (rest.values().containsKey(original.setting())) {
                notes.add(fixed.get());
            }
        }
        StoredCpuValues kept = keep(restorable, wanted, by);
        SettingWriter writer = new SettingWriter(files);
        while (true) {
            try {
                write(writer, rest);
                break;
            } catch (NotHeldException e) {
                Optional<CpuSetting> refused =
                        extent == Extent.WHAT_THE_HOST_TAKES && !e.isOfTheHost()
                                ? e.setting()
                                : Optional.empty();
                Optional<CpuSettingRequest> left =
                        refused.map(rest::without).filter(other -> !other.values().isEmpty());
                if (left.isEmpty() || !undone(originals, refused.get())) {
                    List<Reason> leftBehind = new Restoring(files, services).undo(originals);
                    if (leftBehind.isEmpty()) {
                        forgetAgain(kept, originals);
                    }
                    return new CpuOutcome.Failed(e.reason(), leftBehind);
                }
                notes.add(new TakenPart(before).leftOut(refused.get(), e.reason()));
                rest = left.get();
            }
        }
        (extent == Extent.ALL_OF_NEWCOMERS ? kept : kept.with(rest))
                .leaving(change -> files.line(change.path()).toOptional())
                .keep(state);
        notes.addAll(writer.notes());
        CpuSettingRequest taken = rest;
        return new CpuOutcome.Done(
                writer.written().stream()
                        .filter(change -> taken.values().containsKey(change.setting()))
                        .toList(),
                notes);
    }

    private boolean undone(List<FileChange> originals, CpuSetting refused) {
        return new Restoring(files, services)
                .undo(originals.stream().filter(original -> original.setting() == refused).toList())
                .isEmpty();
    }

    /// Sets setting after setting, each planned by what the kernel offers then; again where
    /// processors came meanwhile, or where one setting changed another.
    private void write(SettingWriter writer, CpuSettingRequest request) throws NotHeldException {
        List<FileChange> lost = List.of();
        for (int round = 0; round < ROUNDS; round++) {
            for (CpuSetting setting : request.values().keySet()) {
                try {
                    writer.write(planned(request, setting));
                } catch (NotHeldException e) {
                    throw e.of(setting);
                }
            }
            lost = writer.lost(allPlanned(request));
            if (lost.isEmpty()) {
                return;
            }
        }
        FileChange first = lost.getFirst();
        throw NotHeldException.of(first, files.line(first.path())).of(first.setting());
    }

    private List<FileChange> allPlanned(CpuSettingRequest request) throws NotHeldException {
        List<FileChange> all = new ArrayList<>();
        for (CpuSetting setting : request.values().keySet()) {
            all.addAll(planned(request, setting));
        }
        return all;
    }

    /// Both limits of the frequency are planned together, as their order matters.
    private List<FileChange> planned(CpuSettingRequest request, CpuSetting setting)
            throws NotHeldException {
        List<FileChange> changes =
                new ArrayList<>(planned(ChangePlanner.plan(now(request), request, setting)));
        if (setting == CpuSetting.MIN_FREQUENCY
                && request.values().containsKey(CpuSetting.MAX_FREQUENCY)) {
            changes.addAll(
                    planned(ChangePlanner.plan(now(request), request, CpuSetting.MAX_FREQUENCY)));
        }
        return changes;
    }

    private CpuReadings now(CpuSettingRequest request) throws NotHeldException {
        CpuReadings readings = files.read();
        if (readings.online().broken()) {
            throw new NotHeldException(
                    new CpuChangeReason.OnlineUnreadable(
                            settings(request),
                            readings.online().source(),
                            readings.online().found()));
        }
        return readings;
    }

    private static List<FileChange> planned(Planning planning) throws NotHeldException {
        return switch (planning) {
            case Planning.Planned(List<FileChange> changes) -> changes;
            case Planning.Refused(List<SettingReason> problems) ->
                    throw new NotHeldException(new CpuChangeReason.NoLongerOffered(problems));
        };
    }

    private StoredCpuValues keep(List<FileChange> originals, String wanted, String by)
            throws StateException {
        StoredCpuValues kept =
                changed()
                        .orElseGet(() ->
                                new StoredCpuValues(
                                        boot(),
                                        clock.get(),
                                        by,
                                        wanted,
                                        List.of(),
                                        List.of(),
                                        List.of()));
        StoredCpuValues more =
                new StoredCpuValues(
                        kept.boot(),
                        clock.get(),
                        by,
                        wanted,
                        kept.with(originals),
                        kept.services(),
                        kept.requests());
        more.keep(state);
        return more;
    }

    private void keepService(StoredCpuValues.Service service, String wanted, String by)
            throws StateException {
        StoredCpuValues kept = keep(List.of(), wanted, by);
        Optional<StoredCpuValues.Service> earlier =
                kept.services().stream().filter(one -> one.kind() == service.kind()).findFirst();
        List<StoredCpuValues.Service> all =
                new ArrayList<>(
                        kept.services().stream()
                                .filter(one -> one.kind() != service.kind())
                                .toList());
        all.add(
                new StoredCpuValues.Service(
                        service.kind(),
                        earlier.map(StoredCpuValues.Service::original).orElse(service.original()),
                        service.left()));
        new StoredCpuValues(kept.boot(), kept.at(), by, wanted, kept.values(), all, kept.requests())
                .keep(state);
    }

    /// Where nothing else was kept, an attempt that was undone leaves nothing to put back.
    private void forgetAgain(StoredCpuValues kept, List<FileChange> originals)
            throws StateException {
        boolean onlyThese =
                kept.services().isEmpty()
                        && kept.values().stream()
                                .allMatch(value -> originals.contains(value.original()));
        if (onlyThese) {
            StoredCpuValues.forget(state);
        }
    }

    private String boot() {
        return files.boot().toOptional().orElse("");
    }

    private static String inWords(CpuSettingRequest request) {
        return String.join(" ", settings(request))
                + request.processors().map(set -> " for processors " + set).orElse("");
    }

    private static List<String> settings(CpuSettingRequest request) {
        return request.values().entrySet().stream()
                .map(entry -> entry.getKey().spelling() + "=" + entry.getValue())
                .toList();
    }
}
