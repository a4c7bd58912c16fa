package dev.lungfish.inventory.cpu;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The architecture of a host by the kernel's name for it (`uname -m`), which is libvirt's too:
/// `x86_64`, `i686`, `aarch64`, `ppc64le`, `s390x`, `riscv64`.
public final class Architecture {
    private static final Pattern I386 = Pattern.compile("i[3-6]86");

    /// X86_FEATURE_LM, "long mode", as the modalias of an x86 processor spells it.
    private static final String LONG_MODE = "003D";

    /// What distributors put into a kernel's release or version. A longer name comes before one
    /// that it contains.
    private static final Pattern RELEASE =
            Pattern.compile(
                    "(?<![a-z0-9])(x86_64|x86-64|amd64|i[3-6]86|aarch64|arm64|armv7l|armmp"
                            + "|ppc64le|ppc64el|powerpc64le|ppc64|s390x|riscv64|loongarch64)"
                            + "(?![a-z0-9])");

    /// The end of the name of a 32-bit ARM processor: version and order of bytes, which is `uname
    /// -m` after `arm`. A processor of version 6 has `CPU architecture: 7` too.
    ///
    /// **Source:** Linux `arch/arm/kernel/setup.c`, `c_show()` and `setup_processor()`.
    private static final Pattern ARM = Pattern.compile(".*\\((v6l|v7[lb])\\)");

    /// Processors on which no distribution ran in little-endian order; that begins with POWER8.
    private static final Pattern BIG_ENDIAN_POWER =
            Pattern.compile("(POWER[3-7]|PPC970|PA6T|Cell).*");

    /// Processors of 32 bits, by the names of the kernel: 603 to 7457.
    ///
    /// **Source:** Linux `arch/powerpc/kernel/cpu_specs_book3s_32.h`.
    private static final Pattern POWER_OF_32_BITS =
            Pattern.compile("(60[1-4]|7[45][0-9]|74[0-9]{2})[A-Za-z]*([/,].*)?");

    /// libvirt's names of architectures that Linux runs on.
    private static final Set<String> KNOWN =
            Set.of(
                    "aarch64",
                    "alpha",
                    "armv6l",
                    "armv7b",
                    "armv7l",
                    "i686",
                    "loongarch64",
                    "m68k",
                    "mips",
                    "mips64",
                    "parisc",
                    "parisc64",
                    "ppc",
                    "ppc64",
                    "ppc64le",
                    "riscv32",
                    "riscv64",
                    "s390",
                    "s390x",
                    "sparc",
                    "sparc64",
                    "x86_64");

    private Architecture() {}

    /// The first of these that has it: `/proc/sys/kernel/arch` (Linux 6.1), the form of
    /// `/proc/cpuinfo`, the processor's modalias, the kernel's release and version; on this
    /// machine, if none has it, what this Java runtime was built for. Absent if there is none.
    public static Reading<String> read(HostTree tree) {
        List<Function<HostTree, Reading<String>>> witnesses =
                List.of(
                        Architecture::ofKernel,
                        Architecture::ofCpuinfo,
                        Architecture::ofModalias,
                        host -> ofRelease(host, "/proc/sys/kernel/osrelease"),
                        host -> ofRelease(host, "/proc/sys/kernel/version"),
                        host -> ofRelease(host, "/proc/version"));
        for (Function<HostTree, Reading<String>> witness : witnesses) {
            Reading<String> reading = witness.apply(tree);
            if (reading instanceof Reading.Present<String>) {
                return reading;
            }
        }
        return tree.isLive() ? ofThisRuntime() : new Reading.Absent<>("/proc/sys/kernel/arch");
    }

    /// What this Java runtime was built for.
    public static Reading<String> ofThisRuntime() {
        String name = System.getProperty("os.arch", "");
        return new Reading.Present<>("os.arch of the Java runtime", canonical(name), name);
    }

    private static Reading<String> ofKernel(HostTree tree) {
        return tree.line("/proc/sys/kernel/arch")
                .map(name -> told(Optional.of(canonical(name)).filter(KNOWN::contains)));
    }

    private static Reading<String> ofCpuinfo(HostTree tree) {
        return CpuInfo.read(tree).map(info -> told(byForm(info, tree)));
    }

    private static Optional<String> byForm(CpuInfo info, HostTree tree) {
        if (info.field("flags").isPresent()) {
            return Optional.of(info.flags().contains("lm") ? "x86_64" : "i686");
        }
        if (info.field("CPU implementer").isPresent()) {
            String name = info.field("Processor").or(() -> info.field("model name")).orElse("");
            Matcher arm = ARM.matcher(name);
            if (arm.matches()) {
                return Optional.of("arm" + arm.group(1));
            }
            String version = info.field("CPU architecture").orElse("");
            return Optional.of(version.equals("7") ? "armv7l" : "aarch64");
        }
        if (info.field("ISA").filter(isa -> isa.contains("loongarch64")).isPresent()) {
            return Optional.of("loongarch64");
        }
        if (info.field("type").filter(type -> type.matches("sun4[uv]")).isPresent()) {
            return Optional.of("sparc64");
        }
        if (info.field("vendor_id").filter("IBM/S390"::equals).isPresent()) {
            return Optional.of("s390x");
        }
        Optional<String> isa = info.field("isa");
        if (isa.filter(name -> name.startsWith("rv")).isPresent()) {
            return isa.map(name -> name.startsWith("rv32") ? "riscv32" : "riscv64");
        }
        return info.field("revision")
                .filter(revision -> revision.contains("(pvr "))
                .flatMap(_ -> info.field("cpu"))
                .or(() -> info.field("cpu").filter(name -> name.startsWith("POWER")))
                .flatMap(name -> ofPower(name, tree));
    }

    /// Linux runs on POWER8 and later in both orders of bytes; today's distributions are
    /// little-endian.
    ///
    /// **Source:** Linux `Documentation/ABI/testing/sysfs-kernel-cpu_byteorder`: `little` or `big`,
    /// since 6.2.
    private static Optional<String> ofPower(String name, HostTree tree) {
        if (POWER_OF_32_BITS.matcher(name).matches()) {
            return Optional.of("ppc");
        }
        boolean older = BIG_ENDIAN_POWER.matcher(name).matches();
        if (!older && !name.startsWith("POWER")) {
            return Optional.empty();
        }
        return Optional.of(
                switch (tree.line("/sys/kernel/cpu_byteorder").toOptional().orElse("")) {
                    case "big" -> "ppc64";
                    case "little" -> "ppc64le";
                    default -> older ? "ppc64" : "ppc64le";
                });
    }

    /// **Source:** Linux `arch/x86/kernel/cpu/match.c` and `drivers/base/cpu.c`,
    /// `print_cpu_modalias()`.
    private static Reading<String> ofModalias(HostTree tree) {
        return tree.line("/sys/devices/system/cpu/modalias")
                .map(alias -> {
                    Matcher type = Pattern.compile("cpu:type:([a-z0-9_]+)[:,].*").matcher(alias);
                    if (!type.matches()) {
                        return told(Optional.empty());
                    }
                    return switch (type.group(1)) {
                        case "x86" -> alias.contains("," + LONG_MODE + ",") ? "x86_64" : "i686";
                        case "s390" -> "s390x";
                        default ->
                                told(Optional.of(canonical(type.group(1))).filter(KNOWN::contains));
                    };
                });
    }

    private static Reading<String> ofRelease(HostTree tree, String path) {
        return tree.line(path)
                .map(text -> {
                    Matcher name = RELEASE.matcher(text.toLowerCase(Locale.ROOT));
                    return told(
                            name.find() ? Optional.of(canonical(name.group(1))) : Optional.empty());
                });
    }

    private static String told(Optional<String> name) {
        return name.orElseThrow(
                () -> new IllegalArgumentException("it tells no architecture that libvirt knows"));
    }

    private static String canonical(String name) {
        if (I386.matcher(name).matches()) {
            return "i686";
        }
        return switch (name) {
            case "amd64", "x86-64" -> "x86_64";
            case "x86" -> "i686";
            case "arm64" -> "aarch64";
            case "arm", "armmp" -> "armv7l";
            case "ppc64el", "powerpc64le" -> "ppc64le";
            default -> name;
        };
    }
}
