package dev.lungfish.linux.power;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.sleep.Swap;
import dev.lungfish.core.sleep.Swap.Backing;
import dev.lungfish.linux.tree.HostTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds out what a swap device is, and anything below it: a disk of this host, or what is gone or
/// out of reach when the next boot looks for the image. What is not recognised is no disk.
///
/// **Source:** kernel `Documentation/ABI/testing/sysfs-block-dm`; cryptsetup writes dm UUIDs
/// `CRYPT-<type>-...`, where `PLAIN` is the type that `/etc/crypttab` uses for swap with a key from
/// `/dev/urandom` (`crypttab(5)`, option `swap`).
final class SwapBackingReader {
    private static final String BLOCK_CLASS = "/sys/class/block/";
    private static final String BLOCK = "/sys/block/";
    private static final String CRYPTTAB = "/etc/crypttab";
    private static final int MOST_LAYERS = 16;

    /// Disks and their partitions, as the drivers of the kernel name them
    /// (`Documentation/admin-guide/devices.txt`).
    private static final Pattern DISK =
            Pattern.compile(
                    "(?:sd|hd|vd|xvd|dasd)[a-z]+\\d*"
                            .concat("|(?:nvme\\d+n\\d+|mmcblk\\d+|pmem\\d+s?)(?:p\\d+)?"));

    private static final Map<Pattern, Backing> BY_NAME =
            Map.of(
                    Pattern.compile("zram\\d+"), Backing.COMPRESSED_MEMORY,
                    Pattern.compile("ram\\d+"), Backing.MEMORY,
                    Pattern.compile("zd\\d+(?:p\\d+)?"), Backing.ZFS_VOLUME,
                    Pattern.compile("(?:nbd|rbd|rnbd)\\d+(?:p\\d+)?|etherd!e\\d.*"),
                            Backing.NETWORK);

    /// Devices that rest on others.
    private static final Pattern STACKED =
            Pattern.compile("dm-\\d+|md(?:\\d+|_\\S+|\\d+p\\d+)|bcache\\d+(?:p\\d+)?");

    private static final Pattern ISCSI = Pattern.compile("/session\\d+/");
    private static final Pattern NVME = Pattern.compile("nvme\\d+");

    private final HostTree tree;

    SwapBackingReader(HostTree tree) {
        this.tree = tree;
    }

    record Found(
            Optional<String> device,
            Optional<Long> offset,
            Backing backing,
            List<Evidence> evidence) {}

    /// A file is in a file system whose device `/proc/swaps` does not name.
    ///
    /// @param escaped the path as `/proc/swaps` has it
    Found ofFile(String escaped) {
        Reading<Swap.Place> place = new SwapFiles(tree).place(escaped);
        List<Evidence> evidence = new ArrayList<>();
        if (!(place
                instanceof
                Reading.Present<Swap.Place>(_, Swap.Place(String device, long offset), _))) {
            if (place.broken()) {
                evidence.add(place.evidence());
            }
            return new Found(Optional.empty(), Optional.empty(), Backing.LASTING, evidence);
        }
        evidence.add(place.evidence());
        Backing backing =
                numbered(device)
                        .map(block ->
                                look(
                                        block,
                                        SwapReader.lastComponent(block).orElse(block),
                                        0,
                                        evidence))
                        .orElse(Backing.LASTING);
        return new Found(Optional.of(device), Optional.of(offset), backing, evidence);
    }

    Found ofDevice(String path) {
        String name = SwapReader.lastComponent(path).orElse(path);
        String block = folder(name).or(() -> mapped(name)).orElse(BLOCK_CLASS + name);
        Optional<String> device = tree.line(block + "/dev").toOptional();
        List<Evidence> evidence = new ArrayList<>();
        Backing backing = look(block, SwapReader.lastComponent(block).orElse(name), 0, evidence);
        return new Found(device, Optional.empty(), backing, evidence);
    }

    private Backing look(String block, String name, int layer, List<Evidence> evidence) {
        Optional<Backing> known = byName(name);
        if (known.isPresent()) {
            if (known.get() != Backing.LASTING) {
                evidence.add(new Evidence(block, whatItIs(known.get())));
                return known.get();
            }
            return onDisk(block, name, evidence);
        }
        Reading<String> uuid = tree.line(block + "/dm/uuid");
        if (uuid.toOptional().filter(text -> text.startsWith("CRYPT-PLAIN")).isPresent()) {
            evidence.add(new Evidence(uuid.source(), "CRYPT-PLAIN: encrypted without a header"));
            if (!hasLastingKey(block, evidence)) {
                return Backing.RANDOM_KEY;
            }
        }
        if (uuid.toOptional().filter(text -> text.endsWith("-tpool")).isPresent()) {
            evidence.add(
                    new Evidence(uuid.source(), "a thin pool, which is changed by each write"));
            return Backing.NOT_RECOGNISED;
        }
        List<String> slaves = tree.children(block + "/slaves").toOptional().orElse(List.of());
        boolean stacked = STACKED.matcher(name).matches() || uuid.toOptional().isPresent();
        if (layer == MOST_LAYERS || (slaves.isEmpty() && !stacked)) {
            evidence.add(new Evidence(block, whatItIs(Backing.NOT_RECOGNISED)));
            return Backing.NOT_RECOGNISED;
        }
        for (String slave : slaves) {
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

    private static String whatItIs(Backing backing) {
        return switch (backing) {
            case LASTING -> "a disk";
            case COMPRESSED_MEMORY -> "compressed memory (zram)";
            case MEMORY -> "a disk in memory (brd)";
            case RANDOM_KEY -> "encrypted with a key that is made anew at each boot";
            case NETWORK -> "a disk reached by the network";
            case ZFS_VOLUME -> "a ZFS volume";
            case NOT_RECOGNISED -> "no kind of device that is known here";
        };
    }

    /// What a device is that rests on no other; empty where its name does not say.
    private static Optional<Backing> byName(String name) {
        return DISK.matcher(name).matches()
                ? Optional.of(Backing.LASTING)
                : BY_NAME.entrySet().stream()
                        .filter(entry -> entry.getKey().matcher(name).matches())
                        .map(Map.Entry::getValue)
                        .findFirst();
    }

    /// A disk of this host, or one of another host that looks like one: iSCSI, and NVMe over a
    /// network (`/sys/class/nvme/nvme0/transport`).
    private Backing onDisk(String block, String name, List<Evidence> evidence) {
        boolean session =
                tree.canonical(block).filter(path -> ISCSI.matcher(path).find()).isPresent();
        Matcher nvme = NVME.matcher(name);
        Reading<String> transport =
                tree.line(
                        "/sys/class/nvme/%s/transport"
                                .formatted(nvme.lookingAt() ? nvme.group() : name));
        boolean fabric =
                transport
                        .toOptional()
                        .filter(word -> !word.equals("pcie") && !word.equals("apple-nvme"))
                        .isPresent();
        if (session || fabric) {
            evidence.add(
                    fabric ? transport.evidence() : new Evidence(block, whatItIs(Backing.NETWORK)));
            return Backing.NETWORK;
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

    /// The folder of the block device with this number.
    private Optional<String> numbered(String number) {
        return devices(List.of(BLOCK_CLASS, BLOCK))
                .filter(device ->
                        tree.line(device + "/dev").toOptional().filter(number::equals).isPresent())
                .findFirst();
    }

    private Optional<String> folder(String name) {
        return List.of(BLOCK_CLASS + name, BLOCK + name).stream().filter(tree::exists).findFirst();
    }

    /// The folder of the device-mapper device that has this name under `/dev/mapper`.
    private Optional<String> mapped(String name) {
        return devices(List.of(BLOCK, BLOCK_CLASS))
                .filter(device -> device.startsWith("dm-", device.lastIndexOf('/') + 1))
                .filter(device ->
                        tree.line(device + "/dm/name")
                                .toOptional()
                                .filter(name::equals)
                                .isPresent())
                .findFirst();
    }

    private Stream<String> devices(List<String> folders) {
        return folders.stream()
                .flatMap(folder ->
                        tree
                                .children(folder.substring(0, folder.length() - 1))
                                .toOptional()
                                .stream()
                                .flatMap(List::stream)
                                .map(device -> folder + device));
    }
}
