package dev.lungfish.inventory.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.inventory.smbios.SmbiosTable;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.testkit.FirmwareTables;
import dev.lungfish.testkit.HostFiles;
import dev.lungfish.testkit.NeedsProgram;
import dev.lungfish.testkit.PrivateLibvirtd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A libvirtd that sees made-up tables of SMBIOS, through its own dmidecode, writes the document
/// that we write of them. One difference is meant: libvirt takes for the signature of a processor
/// whose family has none that of the next processor that has one.
@NeedsProgram(
        value = {"libvirtd", "virsh", "dmidecode", "unshare"},
        install =
                "libvirt-daemon-system libvirt-daemon-driver-qemu libvirt-clients dmidecode"
                        + " util-linux")
class SysinfoAgainstLibvirtdTest {
    @TempDir private Path folder;

    @Test
    void writesTheSameOfEveryNumberThatHasAName() throws Exception {
        FirmwareTables tables = FirmwareTables.ofVersion(3, 3);
        Machine.addTo(tables);
        List<Integer> families = IntStream.range(0, 0x120).boxed().toList();
        Map<Boolean, List<Integer>> bySignature =
                families.stream().collect(Collectors.partitioningBy(this::hasSignature));
        for (boolean signature : new boolean[] {true, false}) {
            for (int family : bySignature.getOrDefault(signature, List.of())) {
                addProcessor(tables, family);
            }
        }
        for (int number = 0; number < 0x30; number++) {
            tables.structure(
                    17,
                    Machine.memory(number * 0x355, number, 1 << number % 16, 0xFFFF),
                    "A",
                    "B",
                    "C",
                    "D",
                    "E",
                    "F");
        }

        assertSame(tables);
    }

    @Test
    void writesTheSameOfOldFirmware() throws Exception {
        FirmwareTables tables = FirmwareTables.ofVersion(2, 5);
        Machine.addTo(tables);
        tables.structure(4, Machine.processor(0xBE, 3, 0x41), "S", "Intel(R)", "V");
        tables.structure(4, Machine.processor(0xBE, 3, 0), "S", "AMD", "V");

        assertSame(tables);
    }

    private boolean hasSignature(int family) {
        try {
            FirmwareTables tables = FirmwareTables.ofVersion(3, 3);
            addProcessor(tables, family);
            Path place = Files.createDirectory(folder.resolve("family-" + family));
            return Sysinfo.document(
                            SmbiosTable.read(
                                            HostTree.recorded(
                                                    tables.writeTo(HostFiles.in(place)).root()))
                                    .toOptional()
                                    .orElseThrow())
                    .contains("'signature'");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void addProcessor(FirmwareTables tables, int family) {
        tables.structure(
                4, Machine.processor(family, family % 8, 0x40 | family % 8), "S", "Acme", "V");
    }

    private void assertSame(FirmwareTables tables) throws Exception {
        HostFiles host =
                tables.writeTo(HostFiles.in(Files.createDirectory(folder.resolve("host"))));
        PrivateLibvirtd.Answer theirs;
        try (PrivateLibvirtd libvirtd =
                PrivateLibvirtd.start(Files.createDirectory(folder.resolve("run")), host)) {
            theirs = libvirtd.virsh("sysinfo");
        }

        assertThat(theirs.exitCode()).as(theirs.text()).isZero();
        assertThat(new HostNode(HostTree.recorded(host.root()), Duration.ZERO).sysinfo())
                .isEqualTo(new NodeAnswer.Given<>(theirs.text().strip() + "\n"));
    }

    /// A machine whose structures have all that libvirt tells.
    private static final class Machine {
        private Machine() {}

        static void addTo(FirmwareTables tables) {
            tables.structure(
                            0,
                            bytes("01 02 00 e8 03 ff 00 00 00 00 00 00 00 00 00 00 05 0d ff ff"),
                            "Acme & Sons ",
                            "1.0 <x>\u00e9\u0001z",
                            "04/01/2020")
                    .structure(
                            1,
                            bytes(
                                    "01 02 00 03 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f"
                                            + " 06 00 04"),
                            "Acme",
                            "Box",
                            "  S/N ",
                            "Fam'\"ily")
                    .structure(
                            2, bytes("01 02 03 09 00 09 04 00 00 0a 00"), "B", "Board", "v1", "Loc")
                    .structure(2, bytes("01 02 03 04"), "Riser", "R", "v2", "S")
                    .structure(
                            3,
                            bytes(
                                    "01 17 02 03 04 03 03 03 02 00 00 00 00 00 01 02 03 01 02 03"
                                            + " 04 05 06 05"),
                            "ChM",
                            "v",
                            "sn",
                            "   ",
                            "sku")
                    .structure(11, bytes("03"), "hello ", "www.acme.test", "last");
        }

        /// @param family above 0xFF by its extended number
        static int[] processor(int family, int type, int status) {
            int first = Math.min(family, 0xFE);
            int extended = family < 0xFE ? 0 : family;
            return bytes(
                    "01 %02x %02x 02 %02x 0f a0 00 01 02 03 04 03 8c 64 00 a0 0f c4 09 %02x 01"
                                    .formatted(type, first, family & 0xFF, status)
                            + " ff ff ff ff ff ff 01 02 03 08 08 10 fc 00"
                            + " %02x %02x 00 00".formatted(extended & 0xFF, extended >> 8));
        }

        static int[] memory(int size, int word, int detail, int speed) {
            return bytes(
                    "07 00 fe ff 48 00 40 00 %02x %02x %02x 00 01 02 %02x %02x %02x %02x %02x"
                                    .formatted(
                                            size & 0xFF,
                                            size >> 8,
                                            word,
                                            word,
                                            detail & 0xFF,
                                            detail >> 8,
                                            speed & 0xFF,
                                            speed >> 8)
                            + " 03 04 05 06 02 00 00 01 00 75 0b b0 04 b0 04");
        }

        private static int[] bytes(String hexadecimal) {
            return java.util.Arrays.stream(hexadecimal.strip().split(" ", -1))
                    .mapToInt(digits -> Integer.parseInt(digits, 16))
                    .toArray();
        }
    }
}
