package dev.lungfish.linux.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.wake.WakeVerdict;
import dev.lungfish.core.wake.WakeVerdict.WakeKind;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.testkit.HostFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What holds whatever a record's files hold. The content is made from a seed, which a failure
/// names.
class WakeProbePropertyTest {
    private static final int ROUNDS = 600;
    private static final String RTC = "/sys/devices/pnp0/00:02/rtc/rtc0";
    private static final String RTC_SWITCH = "/sys/devices/pnp0/00:02/power/wakeup";
    private static final String NETWORK_SWITCH =
            "/sys/devices/pci0000:00/0000:00:19.0/power/wakeup";
    private static final String MODES = "/services/ethtool/eth0";
    private static final String LID_SWITCH =
            "/sys/devices/LNXSYSTM:00/LNXSYBUS:00/PNP0C0D:00/power/wakeup";

    private static final List<String> FILES =
            List.of(
                    RTC + "/name",
                    RTC + "/since_epoch",
                    RTC + "/wakealarm",
                    RTC + "/hctosys",
                    RTC_SWITCH,
                    "/sys/devices/pnp0/00:02/power/wakeup_count",
                    "/proc/driver/rtc",
                    "/proc/stat",
                    "/proc/uptime",
                    "/etc/adjtime",
                    "/sys/firmware/acpi/tables/FACP",
                    MODES,
                    NETWORK_SWITCH,
                    "/sys/devices/pci0000:00/0000:00:19.0/net/eth0/type",
                    "/sys/devices/pci0000:00/0000:00:19.0/net/eth0/carrier",
                    "/sys/devices/pci0000:00/0000:00:19.0/uevent",
                    LID_SWITCH,
                    "/sys/devices/LNXSYSTM:00/LNXSYBUS:00/PNP0C0D:00/power/wakeup_last_time_ms",
                    "/sys/devices/pci0000:00/0000:00:14.0/class",
                    "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-4/product");

    @TempDir private Path folder;

    @Test
    void neverThrowsNorTrustsGarbage() throws IOException {
        Set<Support> seen = new HashSet<>();
        HostFiles files = Machines.thinkpad(folder);
        for (long seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            String spoilt = FILES.get(random.nextInt(FILES.size()));
            byte[] before = Files.readAllBytes(files.at(spoilt));
            spoil(files, spoilt, random);

            List<WakeVerdict> verdicts = WakeProbe.probe(HostTree.recorded(files.root()));

            verdicts.forEach(verdict -> seen.add(verdict.support()));
            check("seed " + seed + ", " + spoilt, verdicts);
            Files.delete(files.at(spoilt));
            files.file(spoilt, before);
        }
        assertThat(seen).as("verdicts seen").contains(Support.values());
    }

    private static void spoil(HostFiles files, String path, Random random) throws IOException {
        Files.delete(files.at(path));
        switch (random.nextInt(6)) {
            case 0 -> files.directory(path);
            case 1 -> files.file(path, "");
            case 2 -> {
                byte[] binary = new byte[random.nextInt(300)];
                random.nextBytes(binary);
                files.file(path, binary);
            }
            case 3 -> files.file(path, random.nextLong() + "\n");
            case 4 -> files.file(path, "x".repeat(1 + random.nextInt(100_000)));
            default -> {
                byte[] printable = new byte[1 + random.nextInt(40)];
                for (int i = 0; i < printable.length; i++) {
                    printable[i] = (byte) (32 + random.nextInt(95));
                }
                files.file(path, new String(printable, StandardCharsets.US_ASCII) + "\n=:\n");
            }
        }
    }

    private static void check(String where, List<WakeVerdict> verdicts) {
        for (WakeVerdict verdict : verdicts) {
            assertThat(ReasonText.sentence(verdict.reason()))
                    .as(where)
                    .isNotBlank()
                    .doesNotContain("\n");
            assertThat(ReasonText.remedy(verdict.reason())).as(where).doesNotContain("\n");
            assertThat(verdict.evidence()).as(where).isNotEmpty();
            if (verdict.support() == Support.SUPPORTED) {
                assertThat(verdict.enabled()).as(where).isPresent();
                assertThat(verdict.evidence())
                        .as(where + ": " + verdict)
                        .filteredOn(evidence -> decides(verdict.kind(), evidence.source()))
                        .noneMatch(evidence ->
                                evidence.value().startsWith("malformed")
                                        || evidence.value().startsWith("failed")
                                        || evidence.value().startsWith("not allowed"));
            }
        }
    }

    private static boolean decides(WakeKind kind, String source) {
        return source.endsWith("/power/wakeup")
                || switch (kind) {
                    case RTC -> source.endsWith("/wakealarm") || source.endsWith("/since_epoch");
                    case NETWORK -> source.equals(MODES);
                    case USB, PCI, PLATFORM, OTHER -> false;
                };
    }
}
