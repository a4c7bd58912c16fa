package dev.lungfish.agent.guests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.procedure.request.Blocker;
import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.libvirt.remote.DomainList;
import dev.lungfish.libvirt.remote.DomainReference;
import dev.lungfish.libvirt.remote.DomainState;
import dev.lungfish.libvirt.remote.Domains;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.ErrorDomain;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.server.Listener;
import dev.lungfish.libvirt.server.RemoteProgram;
import dev.lungfish.libvirt.server.Server;
import dev.lungfish.libvirt.server.ServerSettings;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A libvirtd to which a guest is migrated, as 9.0 and 11.3 answer meanwhile: the job's statistics
/// are refused.
class MigrationDestinationTest {
    private static final DomainReference ARRIVING =
            new DomainReference("web1", UUID.fromString("6695eb01-f6a4-8304-79aa-97f2502e193f"), 1);

    @TempDir Path folder;

    @Test
    void isNamedByItsJobAndCanBeIgnored() throws Exception {
        assertThat(dangers(DomainState.PAUSED))
                .singleElement()
                .satisfies(danger -> {
                    assertThat(danger.name()).isEqualTo("guest-job:web1");
                    assertThat(danger.reason())
                            .isInstanceOfSatisfying(
                                    GuestReason.GuestJobRuns.class,
                                    reason ->
                                            assertThat(reason.job())
                                                    .contains("incoming migration"));
                });
    }

    @Test
    void isNoGuestThatHasEndedMeanwhile() throws Exception {
        assertThat(dangers(DomainState.SHUT_OFF)).isEmpty();
    }

    private List<Blocker> dangers(int state) throws Exception {
        Path socket = folder.resolve("libvirt-sock");
        try (Server _ = Server.start(destination(socket, state))) {
            return new LibvirtGuests(
                            new LocalLibvirtd(List.of(socket), "qemu:///system", true),
                            Instant::now)
                    .dangers(GuestPolicy.PAUSE)
                    .toOptional()
                    .orElseThrow();
        }
    }

    private static ServerSettings destination(Path socket, int state) {
        return ServerSettings.of(
                List.of(
                        new Listener.Unix(
                                socket,
                                PosixFilePermissions.fromString("rw-------"),
                                null,
                                false,
                                10)),
                List.of(
                        RemoteProgram.begin((connection, name, readOnly) -> {})
                                .answer(
                                        Remote.LIST_ALL_DOMAINS,
                                        (connection, wanted) ->
                                                new DomainList(List.of(ARRIVING), 1))
                                .answer(
                                        Domains.GET_JOB_STATS,
                                        (connection, guest) -> {
                                            throw new RpcException(
                                                    ErrorCode.OPERATION_INVALID,
                                                    ErrorDomain.QEMU,
                                                    "migration statistics are available only on the"
                                                            + " source host");
                                        })
                                .answer(
                                        Domains.GET_STATE,
                                        (connection, guest) -> new DomainState(state, 0))
                                .answer(
                                        Domains.GET_XML_DESC,
                                        (connection, guest) -> "<domain><devices/></domain>")
                                .build()));
    }
}
