package dev.lungfish.linux.virtualization;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// KVM's facts about an x86 processor.
///
/// A record has them in `services/kvm`, one line for each fact: a word, a space and a decimal
/// number (`tsc-hertz 2793438000`, `tsc-scaling 0`), or a hexadecimal one for `arch-capabilities`.
/// A line that begins with `#` is a comment; unknown words are ignored.
///
/// @param archCapabilitiesOrNull the register IA32_ARCH_CAPABILITIES (0x10A); null if the processor
///   has none
/// @param tscOrNull null if unknown
public record KvmFacts(@Nullable Long archCapabilitiesOrNull, @Nullable Tsc tscOrNull) {
    /// The file in a record.
    public static final String RECORDED = "/services/kvm";

    private static final String DEVICE = "/dev/kvm";

    /// The time stamp counter.
    ///
    /// @param frequencyHertz at least 1
    /// @param scaling whether a guest may have another frequency
    public record Tsc(long frequencyHertz, boolean scaling) {}

    /// On this machine from `/dev/kvm`, which needs a virtual machine without memory for a
    /// millisecond; else from the record.
    public static Reading<KvmFacts> read(HostTree tree) {
        if (tree.isLive()) {
            return KvmDevice.read(tree.livePath(DEVICE));
        }
        return tree.text(RECORDED).map(KvmFacts::parse);
    }

    /// Parses the text of a record.
    ///
    /// @throws IllegalArgumentException with the problem as text
    public static KvmFacts parse(String text) {
        Long archCapabilities = null;
        long hertz = 0;
        boolean scaling = false;
        for (String line : text.lines().toList()) {
            int space = line.indexOf(' ');
            if (line.startsWith("#") || space < 0) {
                continue;
            }
            String value = line.substring(space + 1).strip();
            try {
                switch (line.substring(0, space)) {
                    case "arch-capabilities" ->
                            archCapabilities = Long.parseUnsignedLong(value, 16);
                    case "tsc-hertz" -> hertz = Long.parseLong(value);
                    case "tsc-scaling" -> scaling = Integer.parseInt(value) != 0;
                    default -> {
                        // Of a later version.
                    }
                }
            } catch (NumberFormatException _) {
                throw new IllegalArgumentException(
                        "a word and a number expected, found " + HostTree.quote(line));
            }
        }
        return new KvmFacts(archCapabilities, hertz > 0 ? new Tsc(hertz, scaling) : null);
    }

    /// The text for a record.
    public String text() {
        StringBuilder text = new StringBuilder();
        archCapabilities()
                .ifPresent(value ->
                        text.append("arch-capabilities ")
                                .append(Long.toHexString(value))
                                .append('\n'));
        tsc().ifPresent(tsc ->
                text.append("tsc-hertz ")
                        .append(tsc.frequencyHertz())
                        .append("\ntsc-scaling ")
                        .append(tsc.scaling() ? 1 : 0)
                        .append('\n'));
        return text.toString();
    }

    public OptionalLong archCapabilities() {
        return archCapabilitiesOrNull == null
                ? OptionalLong.empty()
                : OptionalLong.of(archCapabilitiesOrNull);
    }

    public Optional<Tsc> tsc() {
        return Optional.ofNullable(tscOrNull);
    }
}
