package dev.lungfish.linux.power;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.sleep.Swap.Backing;
import dev.lungfish.linux.tree.HostTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds out whether a swap device, or anything below it, is compressed memory or encrypted with a
/// key that does not survive the boot.
///
/// **Source:** kernel `Documentation/ABI/testing/sysfs-block-dm`; cryptsetup writes dm UUIDs
/// `CRYPT-<type>-...`, where `PLAIN` is the type that `/etc/crypttab` uses for swap with a key from
/// `/dev/urandom` (`crypttab(5)`, option `swap`).
final class SwapBackingReader {
    private static final String BLOCK_CLASS = "/sys/class/block/";
    private static final String BLOCK = "/sys/block/";
    private static final String CRYPTTAB = "/etc/crypttab";
    private static final int MOST_LAYERS = 16;

    private final HostTree tree;

    SwapBackingReader(HostTree tree) {
        this.tree = tree;
    }

    record Found(Optional<String> device, Backing backing, List<Evidence> evidence) {}

    /// A file is in a file system whose device `/proc/swaps` does not name.
    Found ofFile() {
        return new Found(Optional.empty(), Backing.LASTING, List.of());
    }

    Found ofDevice(String path) {
        String name = SwapReader.lastComponent(path).orElse(path);
        String block = folder(name).or(() -> mapped(name)).orElse(BLOCK_CLASS + name);
        Optional<String> device = tree.line(block + "/dev").toOptional();
        List<Evidence> evidence = new ArrayList<>();
        Backing backing = look(block, SwapReader.lastComponent(block).orElse(name), 0, evidence);
        return new Found(device, backing, evidence);
    }

    private Backing look(String block, String name, int layer, List<Evidence> evidence) {
        if (name.startsWith("zram")) {
            evidence.add(new Evidence(block, "compressed memory (zram)"));
            return Backing.COMPRESSED_MEMORY;
        }
        Reading<String> uuid = tree.line(block + "/dm/uuid");
        if (uuid.toOptional().filter(text -> text.startsWith("CRYPT-PLAIN")).isPresent()) {
            evidence.add(new Evidence(uuid.source(), "CRYPT-PLAIN: encrypted without a header"));
            if (!hasLastingKey(block, evidence)) {
                return Backing.RANDOM_KEY;
            }
        }
        if (layer == MOST_LAYERS) {
            return Backing.LASTING;
        }
        for (String slave : tree.children(block + "/slaves").toOptional().orElse(List.of())) {
            Backing below =
                    look(
                            folder(slave).orElse(block + "/slaves/" + slave),
                            slave,
                            layer + 1,
                            evidence);
            if (below != Backing.LASTING) {
                return below;
            }
        }
        return Backing.LASTING;
    }

    /// Whether `/etc/crypttab` names a key for the mapping that is not new at each boot. Otherwise
    /// a headerless encryption is assumed to have a random key, as it nearly always has.
    private boolean hasLastingKey(String block, List<Evidence> evidence) {
        Optional<String> mapping = tree.line(block + "/dm/name").toOptional();
        Reading<String> table = tree.text(CRYPTTAB);
        Optional<String> key =
                table.toOptional().stream()
                        .flatMap(String::lines)
                        .map(line -> line.strip().split("\\s+", -1))
                        .filter(fields ->
                                fields.length >= 3 && mapping.filter(fields[0]::equals).isPresent())
                        .map(fields -> fields[2])
                        .findFirst();
        if (key.isEmpty()) {
            return false;
        }
        boolean random = key.get().endsWith("random");
        evidence.add(
                new Evidence(
                        CRYPTTAB, random ? "key from " + key.get() : "key from a lasting place"));
        return !random;
    }

    private Optional<String> folder(String name) {
        return List.of(BLOCK_CLASS + name, BLOCK + name).stream().filter(tree::exists).findFirst();
    }

    /// The folder of the device-mapper device that has this name under `/dev/mapper`.
    private Optional<String> mapped(String name) {
        return List.of(BLOCK, BLOCK_CLASS).stream()
                .flatMap(folder ->
                        tree
                                .children(folder.substring(0, folder.length() - 1))
                                .toOptional()
                                .stream()
                                .flatMap(List::stream)
                                .filter(device -> device.startsWith("dm-"))
                                .map(device -> folder + device))
                .filter(device ->
                        tree.line(device + "/dm/name")
                                .toOptional()
                                .filter(name::equals)
                                .isPresent())
                .findFirst();
    }
}
