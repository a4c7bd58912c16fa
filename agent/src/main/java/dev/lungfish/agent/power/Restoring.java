package dev.lungfish.agent.power;

import dev.lungfish.api.CpuOutcome;
import dev.lungfish.core.power.CpuSetting;
import dev.lungfish.core.power.Planning.FileChange;
import dev.lungfish.core.power.PowerService;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.linux.cpupower.PowerServices;
import dev.lungfish.linux.cpupower.SettingFiles;
import dev.lungfish.state.kept.StoredCpuValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Puts settings back, as far as it goes. For one thread.
final class Restoring {
    private final SettingFiles files;
    private final PowerServices services;

    Restoring(SettingFiles files, PowerServices services) {
        this.files = files;
        this.services = services;
    }

    /// Undoes an attempt.
    ///
    /// @param originals all that the attempt may have changed
    /// @return what could not be undone
    List<Reason> undo(List<FileChange> originals) {
        return put(new SettingWriter(files), originals);
    }

    /// Puts back what was changed; what somebody else has changed since is left to them, and told.
    CpuOutcome restore(StoredCpuValues kept) {
        List<Reason> notes = new ArrayList<>();
        List<FileChange> ours = new ArrayList<>();
        for (StoredCpuValues.Value value : kept.values()) {
            String path = value.original().path();
            Optional<String> found = files.line(path).toOptional();
            if (found.isPresent() && !value.isOurs(found.get())) {
                notes.add(new CpuChangeReason.FileNotOurs(path, found.get()));
            } else {
                ours.add(value.original());
            }
        }
        List<Reason> leftBehind = new ArrayList<>();
        kept.services().forEach(service -> put(service, notes, leftBehind));
        SettingWriter writer = new SettingWriter(files);
        leftBehind.addAll(put(writer, ours));
        notes.addAll(writer.notes());
        return leftBehind.isEmpty()
                ? new CpuOutcome.Done(writer.written(), notes)
                : new CpuOutcome.Failed(new CpuChangeReason.RestoreIncomplete(), leftBehind);
    }

    /// In the order of the settings, as each may change those that come after it; one that fails
    /// keeps no other from being put back.
    private static List<Reason> put(SettingWriter writer, List<FileChange> originals) {
        List<Reason> leftBehind = new ArrayList<>();
        for (List<FileChange> together : inSteps(originals)) {
            try {
                writer.write(together);
            } catch (NotHeldException _) {
                oneByOne(writer, together, leftBehind);
            }
        }
        return leftBehind;
    }

    private static void oneByOne(
            SettingWriter writer, List<FileChange> together, List<Reason> leftBehind) {
        for (FileChange change : together) {
            try {
                writer.write(List.of(change));
            } catch (NotHeldException e) {
                leftBehind.add(e.reason());
            }
        }
    }

    /// The limits of the frequency are one step.
    private static List<List<FileChange>> inSteps(List<FileChange> originals) {
        return Arrays.stream(CpuSetting.values())
                .filter(setting -> setting != CpuSetting.MAX_FREQUENCY)
                .map(setting ->
                        originals.stream()
                                .filter(change -> belongsTo(change.setting(), setting))
                                .toList())
                .toList();
    }

    private static boolean belongsTo(CpuSetting setting, CpuSetting step) {
        return setting == step
                || (setting == CpuSetting.MAX_FREQUENCY && step == CpuSetting.MIN_FREQUENCY);
    }

    private void put(StoredCpuValues.Service service, List<Reason> notes, List<Reason> leftBehind) {
        Optional<PowerService> found =
                services.read().stream().filter(one -> one.kind() == service.kind()).findFirst();
        Optional<String> profile = found.flatMap(one -> one.profile().toOptional());
        if (found.isEmpty() || !found.get().runs()) {
            notes.add(new CpuChangeReason.ServiceStopped(service.kind()));
        } else if (profile.isEmpty()) {
            leftBehind.add(
                    new CpuChangeReason.ServiceUnreadable(
                            service.kind(), found.get().profile().found()));
        } else if (!profile.get().equals(service.left())
                && !profile.get().equals(service.original())) {
            notes.add(new CpuChangeReason.ProfileNotOurs(service.kind(), profile.get()));
        } else if (!profile.equals(Optional.of(service.original()))) {
            switch (new ServiceControl(services, (_, _, _) -> {})
                    .take(service.kind(), service.original())) {
                case CpuOutcome.Done(_, List<Reason> told) -> notes.addAll(told);
                case CpuOutcome.Failed(Reason why, _) -> leftBehind.add(why);
                case CpuOutcome.Refused(List<Reason> reasons) -> leftBehind.addAll(reasons);
            }
        }
    }
}
