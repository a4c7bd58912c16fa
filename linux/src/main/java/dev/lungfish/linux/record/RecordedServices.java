package dev.lungfish.linux.record;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.power.PowerService;
import dev.lungfish.core.sleep.SleepReadings.LogindReadings;
import dev.lungfish.core.sleep.SleepReadings.PmUtilsReadings;
import dev.lungfish.core.wake.WakeOnLan;
import dev.lungfish.linux.cpupower.LatencyDevice;
import dev.lungfish.linux.cpupower.PowerServices;
import dev.lungfish.linux.cpupower.RecordedLatencyDevice;
import dev.lungfish.linux.cpupower.RecordedPowerServices;
import dev.lungfish.linux.network.Ethtool;
import dev.lungfish.linux.network.EthtoolRecord;
import dev.lungfish.linux.network.NetworkInterfaces;
import dev.lungfish.linux.node.Cpuid;
import dev.lungfish.linux.node.HostClocks;
import dev.lungfish.linux.power.PmUtils;
import dev.lungfish.linux.power.RecordedPmUtils;
import dev.lungfish.linux.power.SwapFiles;
import dev.lungfish.linux.systemd.Logind;
import dev.lungfish.linux.systemd.RecordedLogind;
import dev.lungfish.linux.systemd.RecordedWakeTimers;
import dev.lungfish.linux.systemd.WakeTimers;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.virtualization.KvmFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All services of a record. A new one is added only here.
final class RecordedServices {
    private RecordedServices() {}

    static List<RecordedService> of(HostTree host) {
        return List.of(
                () -> logind(Logind.of(host)),
                () -> pmUtils(PmUtils.of(host)),
                () -> ethtool(host),
                () -> swapFiles(host),
                () -> cpuid(host),
                () -> kvm(host),
                () -> wakeTimers(host),
                () -> powerServices(PowerServices.of(host)),
                () -> latency(LatencyDevice.toLookAt(host)));
    }

    static RecordedService.Answers logind(Logind logind) {
        LogindReadings readings = logind.read();
        return new AnswerCollection()
                .add(RecordedLogind.path("CanSuspend"), word(readings.canSuspend()), word -> word)
                .add(
                        RecordedLogind.path("CanHibernate"),
                        word(readings.canHibernate()),
                        word -> word)
                .add(
                        RecordedLogind.path("CanHybridSleep"),
                        word(readings.canHybridSleep()),
                        word -> word)
                .add(
                        RecordedLogind.path("CanSuspendThenHibernate"),
                        word(readings.canSuspendThenHibernate()),
                        word -> word)
                .add(
                        RecordedLogind.path(RecordedLogind.INHIBITORS),
                        readings.inhibitors(),
                        RecordedLogind::format)
                .answers();
    }

    static RecordedService.Answers pmUtils(PmUtils pmUtils) {
        PmUtilsReadings readings = pmUtils.read();
        return new AnswerCollection()
                .add(RecordedPmUtils.path("suspend"), readings.suspend(), RecordedPmUtils::format)
                .add(
                        RecordedPmUtils.path("hibernate"),
                        readings.hibernate(),
                        RecordedPmUtils::format)
                .add(
                        RecordedPmUtils.path("suspend-hybrid"),
                        readings.suspendHybrid(),
                        RecordedPmUtils::format)
                .answers();
    }

    /// An error is an answer too: that the driver has no Wake-on-LAN, or that the caller may not
    /// ask.
    private static RecordedService.Answers ethtool(HostTree host) {
        Ethtool ethtool = Ethtool.of(host);
        Map<String, String> files = new TreeMap<>();
        List<String> leftOut = new ArrayList<>();
        Reading<List<String>> names = new NetworkInterfaces(host, ethtool).names();
        for (String name : names.toOptional().orElse(List.of())) {
            Reading<WakeOnLan> answer = ethtool.wakeOnLan(name);
            EthtoolRecord.format(answer)
                    .ifPresent(content -> files.put(EthtoolRecord.path(name), content));
            if (answer.broken()) {
                leftOut.add(answer.source() + ": " + answer.found());
            }
        }
        return new RecordedService.Answers(files, leftOut);
    }

    private static RecordedService.Answers swapFiles(HostTree host) {
        return new AnswerCollection()
                .add(SwapFiles.RECORDED, new SwapFiles(host).places(), SwapFiles::text)
                .answers();
    }

    private static RecordedService.Answers cpuid(HostTree host) {
        return new AnswerCollection().add(Cpuid.RECORDED, Cpuid.read(host), Cpuid::text).answers();
    }

    private static RecordedService.Answers kvm(HostTree host) {
        return new AnswerCollection()
                .add(KvmFacts.RECORDED, KvmFacts.read(host), KvmFacts::text)
                .answers();
    }

    private static RecordedService.Answers wakeTimers(HostTree host) {
        return new AnswerCollection()
                .add(
                        RecordedWakeTimers.PATH,
                        WakeTimers.of(host).read(new HostClocks(host).now()),
                        RecordedWakeTimers::format)
                .answers();
    }

    static RecordedService.Answers powerServices(PowerServices services) {
        AnswerCollection answers = new AnswerCollection();
        for (PowerService service : services.read()) {
            answers.add(
                    RecordedPowerServices.path(service.kind()),
                    service.profile(),
                    profile -> profile + "\n");
        }
        return answers.answers();
    }

    private static RecordedService.Answers latency(LatencyDevice device) {
        return new AnswerCollection()
                .add(
                        RecordedLatencyDevice.RECORDED,
                        device.read().strictest(),
                        limit -> limit.toNanos() / 1000 + "\n")
                .answers();
    }

    /// The bare word of the answer, which may be newer than the known ones.
    private static <T> Reading<String> word(Reading<T> answer) {
        return answer.map(_ -> answer.found() + "\n");
    }
}
