package dev.lungfish.state.kept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.core.fleet.lease.Autonomy;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.fleet.lease.LeaseHolder;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MembershipFileTest {
    private static final String CONTROLLER = "lungfish+tls://controller:16520/system";

    @TempDir private Path folder;
    private StateDirectory state;

    @BeforeEach
    void directory() {
        state = new StateDirectory(folder.resolve("state"), "rwx------");
    }

    @Test
    void aHostBelongsToNoFleetAtFirst() throws Exception {
        assertThat(MembershipFile.read(state)).isEmpty();
        assertThat(MembershipFile.forget(state)).isFalse();
    }

    @Test
    void whatAHostHasSeenOutlivesItsDaemon() throws Exception {
        Lease lease =
                new Lease(
                        "fleet-7",
                        new Epoch(3),
                        SleepTarget.MEM,
                        Duration.ofMinutes(15),
                        new Autonomy(2, Duration.ofHours(1)));
        Membership membership =
                new Membership(
                        CONTROLLER,
                        Optional.of("lungfish+tcp://127.0.0.1:7/system"),
                        new LeaseHolder(
                                new Epoch(4),
                                Optional.of(lease),
                                new Autonomy(1, Duration.ofHours(1))));

        MembershipFile.keep(state, membership);
        assertThat(MembershipFile.read(state)).contains(membership);

        Membership first = new Membership(CONTROLLER, Optional.empty(), LeaseHolder.NEW);
        MembershipFile.keep(state, first);
        assertThat(MembershipFile.read(state)).contains(first);

        assertThat(MembershipFile.forget(state)).isTrue();
        assertThat(MembershipFile.read(state)).isEmpty();
    }

    @Test
    void aFileThatIsNotUnderstoodNamesItselfAndWhatIsWrong() throws Exception {
        for (String broken :
                new String[] {
                    "",
                    "[]",
                    "{\"schema\":\"lungfish.fleet/9\"}",
                    "{\"schema\":\"lungfish.fleet/1\",\"controller\":\"x\",\"epoch\":-1,\"left\":{\"sleeps\":0,\"longest\":\"PT0S\"}}",
                    "{\"schema\":\"lungfish.fleet/1\",\"controller\":\"x\",\"epoch\":1,\"left\":{\"sleeps\":99999999999,\"longest\":\"PT1H\"}}",
                }) {
            state.create();
            state.replace(state.file("fleet.json"), broken.getBytes(StandardCharsets.UTF_8), false);
            assertThatThrownBy(() -> MembershipFile.read(state))
                    .as(broken)
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining("fleet.json");
        }
    }
}
