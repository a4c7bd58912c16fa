package dev.lungfish.inventory.node;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import java.util.ArrayList;
import java.util.List;

/// How the kernel shares equal pages of guests, which libvirt calls memory parameters. A file that
/// this kernel does not have is left out.
///
/// **Source:** `virHostMemGetParameters` in libvirt 9.0 `src/util/virhostmem.c`.
public final class SharedPages {
    private static final String FOLDER = "/sys/kernel/mm/ksm/";

    /// Those that libvirt has as 32 bits.
    private static final List<String> SHORT =
            List.of("pages_to_scan", "sleep_millisecs", "merge_across_nodes");

    private static final List<String> FILES =
            List.of(
                    "pages_to_scan",
                    "sleep_millisecs",
                    "pages_shared",
                    "pages_sharing",
                    "pages_unshared",
                    "pages_volatile",
                    "full_scans",
                    "merge_across_nodes");

    /// The number of libvirt's parameters.
    public static final int COUNT = FILES.size();

    private SharedPages() {}

    /// One value by libvirt's name of it.
    ///
    /// @param isShort whether libvirt has it as 32 bits
    public record Value(String field, long value, boolean isShort) {}

    static NodeAnswer<List<Value>> read(HostTree tree) {
        List<Value> values = new ArrayList<>();
        for (String file : FILES) {
            Reading<Long> number = tree.number(FOLDER + file, 0, Long.MAX_VALUE);
            if (number.broken()) {
                return Refusal.unreadable(number);
            }
            number.toOptional()
                    .ifPresent(found ->
                            values.add(new Value("shm_" + file, found, SHORT.contains(file))));
        }
        return new NodeAnswer.Given<>(List.copyOf(values));
    }
}
