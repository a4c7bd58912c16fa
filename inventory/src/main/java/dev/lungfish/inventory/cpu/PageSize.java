package dev.lungfish.inventory.cpu;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The sizes of pages that a host has, in KiB.
public final class PageSize {
    private static final String HUGE = "/sys/kernel/mm/hugepages";
    private static final String HUGE_PREFIX = "hugepages-";
    private static final String HUGE_SUFFIX = "kB";

    private static final int AUXILIARY_VECTOR_LIMIT_BYTES = 4096;
    private static final long AT_PAGESZ = 6;

    private PageSize() {}

    /// The ordinary page: from the kernel's data for each process; for a record, which has no
    /// process, by the architecture. Empty if it allows several.
    ///
    /// **Source:** Linux `include/uapi/linux/auxvec.h`; `Documentation/arch/arm64/memory.rst` for
    /// the sizes of ARM.
    public static Optional<Long> ordinaryKibibytes(HostTree tree, String arch) {
        if (tree.isLive()) {
            Optional<Long> told =
                    tree.bytes("/proc/self/auxv", AUXILIARY_VECTOR_LIMIT_BYTES)
                            .toOptional()
                            .flatMap(PageSize::ofAuxiliaryVector);
            if (told.isPresent()) {
                return told;
            }
        }
        return switch (arch) {
            case "x86_64", "i686", "s390x", "riscv64", "riscv32", "armv7l" -> Optional.of(4L);
            case "ppc64", "ppc64le" -> Optional.of(64L);
            case "aarch64" -> ofArm(tree);
            default -> Optional.empty();
        };
    }

    /// Pairs of a key and a value in the machine's words; ours has 64 bits.
    private static Optional<Long> ofAuxiliaryVector(byte[] vector) {
        ByteBuffer words = ByteBuffer.wrap(vector).order(ByteOrder.nativeOrder());
        while (words.remaining() >= 2 * Long.BYTES) {
            long key = words.getLong();
            long value = words.getLong();
            if (key == AT_PAGESZ && value >= 1024) {
                return Optional.of(value / 1024);
            }
        }
        return Optional.empty();
    }

    /// A huge page that one entry of the middle level maps is 2 MiB with pages of 4 KiB, 32 MiB
    /// with 16 KiB, 512 MiB with 64 KiB.
    private static Optional<Long> ofArm(HostTree tree) {
        Reading<Long> huge =
                tree.number(
                        "/sys/kernel/mm/transparent_hugepage/hpage_pmd_size", 1, Long.MAX_VALUE);
        return huge.toOptional()
                .flatMap(bytes ->
                        switch ((int) (bytes >> 20)) {
                            case 2 -> Optional.of(4L);
                            case 32 -> Optional.of(16L);
                            case 512 -> Optional.of(64L);
                            default -> Optional.empty();
                        });
    }

    /// The sizes of huge pages, ascending; empty if the kernel has none.
    public static List<Long> hugeKibibytes(HostTree tree) {
        return hugeKibibytes(tree, HUGE);
    }

    static List<Long> hugeKibibytes(HostTree tree, String folder) {
        return tree.children(folder).toOptional().orElse(List.of()).stream()
                .filter(name -> name.matches(HUGE_PREFIX + "[1-9][0-9]{0,8}" + HUGE_SUFFIX))
                .map(name ->
                        Long.parseLong(
                                name.substring(
                                        HUGE_PREFIX.length(),
                                        name.length() - HUGE_SUFFIX.length())))
                .sorted()
                .toList();
    }

    /// The number of free huge pages of a size, on one node or, without a node, on the whole host.
    /// Absent if there is no such size.
    ///
    /// **Source:** Linux `Documentation/admin-guide/mm/hugetlbpage.rst`.
    public static Reading<Long> freeHuge(HostTree tree, OptionalInt node, long sizeKibibytes) {
        String folder =
                node.isPresent()
                        ? "/sys/devices/system/node/node" + node.getAsInt() + "/hugepages"
                        : HUGE;
        return tree.number(
                hugeFolder(folder, sizeKibibytes) + "/free_hugepages", 0, Integer.MAX_VALUE);
    }

    /// The folder of a pool of huge pages below another folder.
    static String hugeFolder(String folder, long sizeKibibytes) {
        return folder + "/" + HUGE_PREFIX + sizeKibibytes + HUGE_SUFFIX;
    }
}
