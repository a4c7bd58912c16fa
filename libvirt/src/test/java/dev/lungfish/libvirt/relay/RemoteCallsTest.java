package dev.lungfish.libvirt.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.libvirt.remote.Domains;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Access;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.Procedure;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RemoteCallsTest {
    /// `virNetworkGetMetadata` of libvirt 9.7 and `virDomainGetAutostartOnce` of 11.2 look; what
    /// sets them, and what is not known, does not.
    @Test
    void knowsTheCallsOfNewerVersionsThatOnlyLook() {
        for (int number : new int[] {445, 449}) {
            assertThat(looks(number)).as("%d", number).isTrue();
        }
        for (int number : new int[] {444, 447, 448, 450, 451, 452, 460}) {
            assertThat(looks(number)).as("%d", number).isFalse();
        }
    }

    @Test
    void looksWhereReadingIsAllThatIsNeeded() {
        List<Procedure<?, ?>> known =
                Stream.concat(Remote.PROCEDURES.stream(), Domains.PROCEDURES.stream()).toList();

        for (Procedure<?, ?> procedure : known) {
            if (procedure.access() == Access.WRITE) {
                assertThat(looks(procedure.number())).as(procedure.name()).isFalse();
            }
            if (procedure.access() == Access.READ && !procedure.equals(Remote.SET_IDENTITY)) {
                assertThat(looks(procedure.number())).as(procedure.name()).isTrue();
            }
        }
    }

    @Test
    void takesWhatStartsOrBringsGuestsForMoreThanLooking() {
        // create, create_xml, restore, migrate_prepare in its versions, resume, create with flags
        // and with files, restore with flags and parameters, pm_wakeup, managed save, snapshots
        assertThat(
                        Stream.of(
                                9, 10, 54, 61, 62, 63, 108, 109, 148, 28, 196, 309, 310, 214, 215,
                                216, 217, 303, 304, 305, 306, 233, 441, 267, 192, 182, 208, 296,
                                201, 58))
                .noneMatch(RemoteCallsTest::looks);
    }

    @Test
    void takesWhatItDoesNotKnowForMoreThanLooking() {
        assertThat(Stream.of(-1, 0, 446, 453, 10_000)).noneMatch(RemoteCallsTest::looks);
        assertThat(RemoteCalls.looks(FrameHeader.call(0x20008087, 1, 3, 0)))
                .as("a call of the program for QEMU")
                .isFalse();
    }

    private static boolean looks(int procedure) {
        return RemoteCalls.looks(
                FrameHeader.call(Remote.PROGRAM.number(), Remote.PROGRAM.version(), procedure, 0));
    }
}
