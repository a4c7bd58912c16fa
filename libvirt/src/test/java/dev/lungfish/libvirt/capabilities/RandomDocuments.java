package dev.lungfish.libvirt.capabilities;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Documents as a host could have them, from a seed.
final class RandomDocuments {
    /// libvirt's grammar has no larger number in most places.
    private static final long UNSIGNED_INT = (1L << 32) - 1;

    private final Random random;
    private boolean clusters = true;

    RandomDocuments(long seed) {
        random = new Random(seed);
    }

    /// As libvirt 9.0 writes them, whose grammar forbids clusters.
    RandomDocuments withoutClusters() {
        clusters = false;
        return this;
    }

    private @Nullable Integer cluster(Supplier<Integer> value) {
        return clusters ? maybe(value) : null;
    }

    CapabilitiesDocument next(Dialect dialect) {
        return new CapabilitiesDocument(
                new Host(
                        maybe(() -> new UUID(random.nextLong(), random.nextLong())),
                        cpu(),
                        powerManagement(dialect),
                        maybe(() -> new Host.Iommu(random.nextBoolean())),
                        maybe(() ->
                                new MigrationFeatures(
                                        random.nextBoolean(), some(() -> pick("tcp", "rdma")))),
                        some(this::cell),
                        some(this::bank),
                        some(this::securityModel)));
    }

    private HostCpu cpu() {
        return new HostCpu(
                pick("x86_64", "aarch64", "ppc64le", "s390x", "riscv64"),
                random.nextInt(4) == 0 ? List.of("pae", "vmx") : List.of(),
                maybe(() -> pick("EPYC-Rome", "qemu64", "Broadwell-noTSX")),
                maybe(() -> pick("Intel", "AMD")),
                maybe(() -> 1 + random.nextLong(UNSIGNED_INT)),
                maybe(() -> new HostCpu.Signature(positive(), number(), number())),
                maybe(() ->
                        new HostCpu.Counter(
                                "tsc", 1 + random.nextLong(1L << 40), random.nextBoolean())),
                maybe(() ->
                        new HostCpu.Topology(
                                positive(),
                                positive(),
                                cluster(this::positive),
                                positive(),
                                positive())),
                maybe(() -> new HostCpu.MaximumPhysicalAddress("emulate", positive())),
                some(() -> pick("sse4.1", "avx512-vpopcntdq", "lahf_lm", "vme")),
                some(() -> (long) positive()));
    }

    private PowerManagement powerManagement(Dialect dialect) {
        if (random.nextInt(4) == 0) {
            return new PowerManagement.Unknown();
        }
        Set<PowerManagement.Child> children = EnumSet.noneOf(PowerManagement.Child.class);
        for (PowerManagement.Child child : PowerManagement.Child.values()) {
            if (child.dialect() == dialect && random.nextBoolean()) {
                children.add(child);
            }
        }
        return new PowerManagement.Probed(children);
    }

    private Cell cell() {
        return new Cell(
                number(),
                maybe(() -> 1 + random.nextLong(1L << 40)),
                some(() -> new Cell.PagePool(positive(), random.nextLong(UNSIGNED_INT))),
                some(() -> new Cell.Distance(number(), random.nextInt(10, 256))),
                maybe(() ->
                        some(() ->
                                new Cell.Cpu(
                                        number(),
                                        maybe(() ->
                                                new Cell.Place(
                                                        number(),
                                                        number(),
                                                        cluster(this::number),
                                                        number(),
                                                        cpus()))))));
    }

    private CacheBank bank() {
        return new CacheBank(
                number(),
                positive(),
                pick(CacheBank.Type.values()),
                random.nextLong(UNSIGNED_INT) << pick(0, 10, 20, 30),
                cpus());
    }

    private SecurityModel securityModel() {
        return new SecurityModel(
                pick("none", "dac", "selinux", "apparmor"),
                "0",
                some(() ->
                        new SecurityModel.BaseLabel(
                                pick("kvm", "qemu"),
                                pick("+1:+1", "a'b\"<&>", "\ttabs\r\nand lines", "π €𝄞"))));
    }

    private String cpus() {
        return pick("0", "0-3", "0-3,8", "1,3,5-9");
    }

    private int number() {
        return random.nextInt(1000);
    }

    private int positive() {
        return 1 + number();
    }

    @SafeVarargs // only read
    private <T> T pick(T... values) {
        return values[random.nextInt(values.length)];
    }

    private <T> @Nullable T maybe(Supplier<T> value) {
        return random.nextBoolean() ? value.get() : null;
    }

    private <T> List<T> some(Supplier<T> value) {
        List<T> values = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            values.add(value.get());
        }
        return values;
    }
}
