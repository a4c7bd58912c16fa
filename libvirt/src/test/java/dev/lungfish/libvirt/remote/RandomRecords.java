package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.ErrorDomain;
import dev.lungfish.libvirt.rpc.RpcError;
import dev.lungfish.libvirt.xdr.XdrCodec;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Records of the program as clients and servers could send them, from a seed.
final class RandomRecords {
    private final Random random;

    RandomRecords(long seed) {
        random = new Random(seed);
    }

    /// A value with the codec that it travels by.
    record Sample<T>(XdrCodec<T> codec, T value) {}

    /// One of each record.
    List<Sample<?>> all() {
        return Stream.concat(ofTheHost().stream(), ofGuests().stream()).toList();
    }

    private List<Sample<?>> ofGuests() {
        return List.of(
                new Sample<>(DomainFlags.CODEC, new DomainFlags(domain(), number())),
                new Sample<>(
                        DomainStatistics.CODEC,
                        new DomainStatistics(domain(), some(this::parameter))),
                new Sample<>(
                        DomainStatistics.Arguments.CODEC,
                        new DomainStatistics.Arguments(some(this::domain), number(), number())),
                new Sample<>(DomainState.CODEC, new DomainState(number(), number())),
                new Sample<>(DomainTime.CODEC, new DomainTime(large(), number())),
                new Sample<>(
                        SetTimeArguments.CODEC,
                        new SetTimeArguments(
                                domain(), new DomainTime(large(), number()), number())),
                new Sample<>(
                        JobStatistics.CODEC,
                        new JobStatistics(
                                number(),
                                List.of(
                                        new TypedParameter(
                                                text(),
                                                new TypedParameter.Value.Int32(number()))))),
                new Sample<>(
                        JobInfo.CODEC,
                        new JobInfo(
                                number(),
                                large(),
                                large(),
                                Stream.generate(this::large).limit(9).toList())));
    }

    private List<Sample<?>> ofTheHost() {
        return List.of(
                new Sample<>(OpenArguments.CODEC, new OpenArguments(maybe(this::text), number())),
                new Sample<>(NodeInfo.CODEC, nodeInfo()),
                new Sample<>(
                        CpuMapArguments.CODEC, new CpuMapArguments(truth(), truth(), number())),
                new Sample<>(CpuMap.CODEC, cpuMap()),
                new Sample<>(
                        NodeMemoryParameters.CODEC,
                        new NodeMemoryParameters(some(this::parameter), number())),
                new Sample<>(
                        NodeMemoryParameters.Arguments.CODEC,
                        new NodeMemoryParameters.Arguments(number(), number())),
                new Sample<>(
                        CpuStatisticsArguments.CODEC,
                        new CpuStatisticsArguments(number(), number(), number())),
                new Sample<>(
                        MemoryStatisticsArguments.CODEC,
                        new MemoryStatisticsArguments(number(), number(), number())),
                new Sample<>(
                        NodeStatistics.CODEC,
                        new NodeStatistics(
                                some(() -> new NodeStatistics.Statistic(text(), large())),
                                number())),
                new Sample<>(
                        CellsFreeMemoryArguments.CODEC,
                        new CellsFreeMemoryArguments(number(), number())),
                new Sample<>(
                        FreePagesArguments.CODEC,
                        new FreePagesArguments(some(this::number), number(), number(), number())),
                new Sample<>(
                        SuspendArguments.CODEC, new SuspendArguments(number(), large(), number())),
                new Sample<>(NodeSecurityModel.CODEC, new NodeSecurityModel(text(), text())),
                new Sample<>(
                        CpuModelNamesArguments.CODEC,
                        new CpuModelNamesArguments(text(), truth(), number())),
                new Sample<>(CpuModelNames.CODEC, new CpuModelNames(some(this::text), number())),
                new Sample<>(
                        ListAllDomainsArguments.CODEC,
                        new ListAllDomainsArguments(truth(), number())),
                new Sample<>(DomainList.CODEC, new DomainList(some(this::domain), number())),
                new Sample<>(
                        EventRegistration.CODEC,
                        new EventRegistration(number(), maybe(this::domain))),
                new Sample<>(
                        LifecycleEvent.CODEC,
                        new LifecycleEvent(number(), domain(), number(), number())),
                new Sample<>(
                        IdentityArguments.CODEC,
                        new IdentityArguments(some(this::parameter), number())),
                new Sample<>(RpcError.CODEC, error()),
                new Sample<>(
                        Remote.GET_MAX_VCPUS.arguments(), new Remote.GuestType(maybe(this::text))),
                new Sample<>(Remote.GET_CAPABILITIES.result(), text()),
                new Sample<>(Remote.NODE_GET_FREE_PAGES.result(), some(this::large)),
                new Sample<>(Remote.LIST_DOMAINS.result(), some(this::number)));
    }

    private NodeInfo nodeInfo() {
        return new NodeInfo(
                text(), large(), number(), number(), number(), number(), number(), number());
    }

    private CpuMap cpuMap() {
        BitSet map = new BitSet();
        int present = random.nextInt(300);
        for (int cpu = 0; cpu < present; cpu++) {
            map.set(cpu, truth());
        }
        return new CpuMap(map, map.cardinality(), present);
    }

    private DomainReference domain() {
        return new DomainReference(text(), new UUID(large(), large()), number());
    }

    private TypedParameter parameter() {
        return new TypedParameter(
                text(),
                switch (random.nextInt(7)) {
                    case 0 -> new TypedParameter.Value.Int32(number());
                    case 1 -> new TypedParameter.Value.UnsignedInt32(number());
                    case 2 -> new TypedParameter.Value.Int64(large());
                    case 3 -> new TypedParameter.Value.UnsignedInt64(large());
                    case 4 -> new TypedParameter.Value.Float64(random.nextGaussian());
                    case 5 -> new TypedParameter.Value.Bool(truth());
                    default -> new TypedParameter.Value.Text(text());
                });
    }

    private RpcError error() {
        ErrorCode[] codes = ErrorCode.values();
        ErrorDomain[] domains = ErrorDomain.values();
        return RpcError.of(
                codes[random.nextInt(codes.length)],
                domains[random.nextInt(domains.length)],
                text());
    }

    private int number() {
        return random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(100);
    }

    private long large() {
        return random.nextLong() >>> random.nextInt(64);
    }

    private boolean truth() {
        return random.nextBoolean();
    }

    /// At most 31 bytes in UTF-8, which is the room of the smallest field.
    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(11); i > 0; i--) {
            text.append("aé€".charAt(random.nextInt(3)));
        }
        return text.toString();
    }

    private <T> @Nullable T maybe(Supplier<T> value) {
        return truth() ? value.get() : null;
    }

    private <T> List<T> some(Supplier<T> value) {
        List<T> values = new ArrayList<>();
        for (int i = random.nextInt(17); i > 0; i--) {
            values.add(value.get());
        }
        return values;
    }
}
