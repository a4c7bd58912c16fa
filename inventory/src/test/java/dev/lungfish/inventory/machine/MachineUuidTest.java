package dev.lungfish.inventory.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineUuidTest {
    private static final String FIRMWARE = "/sys/devices/virtual/dmi/id/product_uuid";
    private static final String MACHINE_ID = "0123456789abcdef0123456789abcdef";

    @TempDir private Path folder;
    private HostFiles files;

    @BeforeEach
    void begin() {
        files = HostFiles.in(folder).file("/etc/machine-id", MACHINE_ID + "\n");
    }

    @Test
    void isTheFirmwares() throws NotARecordException {
        files.file(FIRMWARE, "4C4C4544-0042-3510-8053-B4C04F4D3232\n");

        assertThat(read().toOptional())
                .contains(UUID.fromString("4c4c4544-0042-3510-8053-b4c04f4d3232"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Not Settable",
                "00000000-0000-0000-0000-000000000000",
                "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
                "1-2-3-4-5",
            })
    void isDerivedFromTheMachineIdWhereTheFirmwareTellsNone(String firmware)
            throws NotARecordException {
        files.file(FIRMWARE, firmware + "\n");

        Reading<UUID> uuid = read();

        assertThat(uuid.source()).isEqualTo("/etc/machine-id");
        assertThat(uuid.toOptional()).isPresent();
    }

    @Test
    void staysTheSameAndDoesNotShowTheMachineId() throws NotARecordException {
        UUID uuid = read().toOptional().orElseThrow();

        assertThat(uuid).isEqualTo(UUID.fromString("867b04b0-c2d5-8be2-b72c-bb7d4f2ca030"));
        assertThat(uuid.version()).isEqualTo(8);
        assertThat(uuid.variant()).isEqualTo(2);
        assertThat(uuid.toString().replace("-", "")).isNotEqualTo(MACHINE_ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "uninitialized", "0123"})
    void isMalformedWhereTheMachineIdHasNoMeaning(String machineId) throws NotARecordException {
        files.file("/etc/machine-id", machineId + "\n");

        assertThat(read()).isInstanceOf(Reading.Malformed.class);
    }

    private Reading<UUID> read() throws NotARecordException {
        return MachineUuid.read(HostTree.recorded(files.root()));
    }
}
