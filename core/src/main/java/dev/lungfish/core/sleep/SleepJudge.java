package dev.lungfish.core.sleep;

import dev.lungfish.core.evidence.Choice;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.evidence.SourceReason;
import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.sleep.SleepReadings.LogindAnswer;
import dev.lungfish.core.sleep.SleepReport.StateVerdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Judges all sleep states of a host: first what the kernel can do, then what all others say of it.
public final class SleepJudge {
    private final SleepReadings readings;
    private final PolicyJudge policy;

    private SleepJudge(SleepReadings readings) {
        this.readings = readings;
        this.policy = new PolicyJudge(readings);
    }

    /// The report that follows from the readings.
    public static SleepReport judge(SleepReadings readings) {
        return new SleepJudge(readings).report();
    }

    private SleepReport report() {
        SuspendJudge suspend = new SuspendJudge(readings.kernel());
        StateVerdict kernelsDisk =
                new HibernationJudge(
                                readings.kernel().state(),
                                readings.hibernation(),
                                readings.logind().canHibernate())
                        .suspendToDisk();
        StateVerdict kernelsHybrid =
                new HybridJudge(readings.kernel(), readings.hibernation().diskMode())
                        .hybrid(kernelsDisk);
        StateVerdict disk = policy.judge(kernelsDisk);
        StateVerdict hybrid = policy.judge(kernelsHybrid);
        Map<SuspendTarget, Support> targets = new EnumMap<>(SuspendTarget.class);
        targets.put(SuspendTarget.MEM, memoryTarget());
        targets.put(SuspendTarget.DISK, disk.support());
        targets.put(SuspendTarget.HYBRID, hybrid.support());
        return new SleepReport(
                List.of(
                        policy.judge(suspend.suspendToIdle()),
                        policy.judge(suspend.standby()),
                        policy.judge(suspend.suspendToRam()),
                        disk,
                        hybrid),
                targets);
    }

    /// The target `mem` is supported where the kernel's `mem` works at all, whatever it means
    /// there.
    private Support memoryTarget() {
        if (!(readings.kernel().state()
                instanceof Reading.Present<Set<String>>(_, Set<String> words, _))) {
            return withoutTheKernel();
        }
        if (!words.contains("mem")) {
            return Support.UNSUPPORTED;
        }
        return meaningsOfMem().stream()
                .map(meaning ->
                        policy.judge(
                                        new StateVerdict(
                                                meaning,
                                                Support.SUPPORTED,
                                                new SuspendReason.StateOffered("mem"),
                                                List.of()))
                                .support())
                .min(Support::compareTo)
                .orElse(Support.UNKNOWN);
    }

    private List<SleepState> meaningsOfMem() {
        return readings.kernel()
                .memorySleep()
                .toOptional()
                .map(SleepJudge::meanings)
                .orElse(List.of(SleepState.SUSPEND_TO_RAM));
    }

    private static List<SleepState> meanings(Choice memorySleep) {
        return Stream.of(SleepState.SUSPEND_TO_IDLE, SleepState.STANDBY, SleepState.SUSPEND_TO_RAM)
                .filter(state -> state.memorySleepWord().filter(memorySleep::offers).isPresent())
                .toList();
    }

    /// logind's word on suspend where the kernel's is missing.
    private Support withoutTheKernel() {
        StateVerdict judged =
                policy.judge(
                        new StateVerdict(
                                SleepState.SUSPEND_TO_RAM,
                                Support.UNKNOWN,
                                SourceReason.of(readings.kernel().state()),
                                List.of()));
        boolean logindSaysYes =
                readings.logind()
                        .canSuspend()
                        .toOptional()
                        .filter(LogindAnswer.YES::equals)
                        .isPresent();
        return judged.support() == Support.UNKNOWN && logindSaysYes
                ? Support.SUPPORTED
                : judged.support();
    }
}
