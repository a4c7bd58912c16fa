package dev.lungfish.inventory.smbios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.FirmwareTables;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmbiosTableTest {
    private static final String FOLDER = "/sys/firmware/dmi/tables/";

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void readsStructuresByBothFormsOfEntryPoint(int major) throws NotARecordException {
        SmbiosTable table = read(board(major)).toOptional().orElseThrow();

        assertThat(table.version()).isEqualTo(major << 8 | 6);
        assertThat(table.structures()).extracting(SmbiosStructure::type).containsExactly(2, 127);
        SmbiosStructure board = table.ofType(2).getFirst();
        assertThat(board.length()).isEqualTo(8);
        assertThat(board.textAt(4)).isEqualTo("Acme");
        assertThat(board.textAt(5)).isEqualTo("B.ard");
        assertThat(board.textAt(6)).isEqualTo("Not Specified");
        assertThat(board.textAt(7)).isEqualTo("<BAD INDEX>");
    }

    @Test
    void isAbsentWhereTheFirmwareHasNone() throws NotARecordException {
        assertThat(read(HostFiles.in(folder))).isInstanceOf(Reading.Absent.class);
    }

    @Test
    void takesAWrongChecksumForMalformed() throws Exception {
        HostFiles host = board(3);
        byte[] entry = Files.readAllBytes(host.at(FOLDER + "smbios_entry_point"));
        entry[8]++;

        assertThat(read(host.file(FOLDER + "smbios_entry_point", entry)))
                .isInstanceOfSatisfying(
                        Reading.Malformed.class,
                        bad -> assertThat(bad.problem()).contains("checksum"));
    }

    /// Whatever the firmware wrote, reading it ends, and never reads outside of it.
    @Test
    void keepsWhatStandsBeforeTheTableBreaksOff() throws Exception {
        HostFiles host = board(3);
        byte[] whole = Files.readAllBytes(host.at(FOLDER + "DMI"));
        for (int length = 0; length < whole.length; length++) {
            host.file(FOLDER + "DMI", Arrays.copyOf(whole, length));

            int structures = read(host).toOptional().orElseThrow().structures().size();

            assertThat(structures).isEqualTo(length < whole.length - 6 ? 0 : 1);
        }
    }

    @Test
    void endsAtAStructureThatIsShorterThanItsHeader() throws Exception {
        HostFiles host = board(3);
        byte[] table = Files.readAllBytes(host.at(FOLDER + "DMI"));
        table[1] = 3;

        assertThat(read(host.file(FOLDER + "DMI", table)).toOptional().orElseThrow().structures())
                .isEmpty();
    }

    private HostFiles board(int major) {
        return FirmwareTables.ofVersion(major, 6)
                .structure(2, new int[] {1, 2, 0, 9}, "Acme", "B\u0007ard")
                .writeTo(HostFiles.in(folder));
    }

    private static Reading<SmbiosTable> read(HostFiles host) throws NotARecordException {
        return SmbiosTable.read(HostTree.recorded(host.root()));
    }
}
