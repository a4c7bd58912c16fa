package dev.lungfish.daemon.remote;

import dev.lungfish.libvirt.remote.DomainList;
import dev.lungfish.libvirt.remote.Domains;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.ErrorDomain;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.server.Connection;
import dev.lungfish.libvirt.server.Handler;
import dev.lungfish.libvirt.server.Program;
import java.util.List;

/// Calls that list or look for guests, on a host that has none: as libvirtd's QEMU driver answers
/// without any.
record NoGuests(HostProgram.GuestLists lists) {

    void addTo(Program.Builder program) {
        program.answer(Remote.NUM_OF_DOMAINS, ifKnown(0))
                .answer(Remote.LIST_DOMAINS, ifKnown(List.of()))
                .answer(Remote.LIST_ALL_DOMAINS, ifKnown(new DomainList(List.of(), 0)))
                .answer(Domains.LIST_DEFINED, ifKnown(List.of()))
                .answer(Domains.NUM_OF_DEFINED, ifKnown(0))
                .answer(Domains.GET_ALL_STATISTICS, ifKnown(List.of()))
                .answer(
                        Domains.LOOKUP_BY_ID,
                        (connection, id) -> {
                            throw none(connection, "id " + id);
                        })
                .answer(
                        Domains.LOOKUP_BY_NAME,
                        (connection, name) -> {
                            throw none(connection, "name '%s'".formatted(name));
                        })
                .answer(
                        Domains.LOOKUP_BY_UUID,
                        (connection, uuid) -> {
                            throw none(connection, "uuid '%s'".formatted(uuid));
                        });
    }

    private <A, R> Handler<A, R> ifKnown(R answer) {
        return (connection, arguments) -> {
            lists.requireKnown(connection);
            return answer;
        };
    }

    private RpcException none(Connection connection, String what) throws RpcException {
        lists.requireKnown(connection);
        return new RpcException(
                ErrorCode.NO_DOMAIN, ErrorDomain.QEMU, "no domain with matching " + what);
    }
}
