package dev.lungfish.libvirt.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.libvirt.remote.CellsFreeMemoryArguments;
import dev.lungfish.libvirt.remote.CpuMap;
import dev.lungfish.libvirt.remote.CpuMapArguments;
import dev.lungfish.libvirt.remote.CpuModelNamesArguments;
import dev.lungfish.libvirt.remote.CpuStatisticsArguments;
import dev.lungfish.libvirt.remote.DomainList;
import dev.lungfish.libvirt.remote.DomainReference;
import dev.lungfish.libvirt.remote.EventRegistration;
import dev.lungfish.libvirt.remote.FreePagesArguments;
import dev.lungfish.libvirt.remote.ListAllDomainsArguments;
import dev.lungfish.libvirt.remote.MemoryStatisticsArguments;
import dev.lungfish.libvirt.remote.NodeInfo;
import dev.lungfish.libvirt.remote.NodeStatistics;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.remote.SuspendArguments;
import dev.lungfish.testkit.NeedsProgram;
import dev.lungfish.testkit.PrivateLibvirtd;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The client against the real libvirtd, with its drivers for tests and for QEMU: our records are
/// its records.
@NeedsProgram(
        value = {"libvirtd", "virsh"},
        install = "libvirt-clients libvirt-daemon-system libvirt-daemon-driver-qemu")
@Timeout(60)
class LibvirtdTest {
    @TempDir static Path folder;
    private static PrivateLibvirtd libvirtd;

    @BeforeAll
    static void start() throws Exception {
        libvirtd = PrivateLibvirtd.start(folder);
    }

    @AfterAll
    static void end() throws Exception {
        libvirtd.close();
    }

    @Test
    void tellsOfTheHost() throws Exception {
        try (Client client = open("test:///default")) {
            NodeInfo info = client.call(Remote.NODE_GET_INFO);
            assertThat(info.model()).isEqualTo("i686");
            assertThat(info.memoryKibibytes()).isPositive();
            assertThat(client.call(Remote.GET_TYPE)).isEqualTo("TEST");
            assertThat(client.call(Remote.GET_URI)).isEqualTo("test:///default");
            assertThat(client.call(Remote.GET_LIB_VERSION)).isGreaterThanOrEqualTo(9_000_000L);
            assertThat(client.call(Remote.GET_HOSTNAME)).isNotEmpty();
            assertThat(client.call(Remote.IS_SECURE)).isTrue();
            assertThat(client.call(Remote.GET_CAPABILITIES)).contains("<capabilities>");
            assertThat(client.call(Remote.GET_MAX_VCPUS, new Remote.GuestType(null))).isPositive();
            assertThat(
                            client.call(
                                            Remote.GET_CPU_MODEL_NAMES,
                                            new CpuModelNamesArguments("x86_64", true, 0))
                                    .names())
                    .contains("qemu64");
            CpuMap map = client.call(Remote.NODE_GET_CPU_MAP, new CpuMapArguments(true, true, 0));
            assertThat(map.online()).isEqualTo(map.map().cardinality());
            assertThat(client.call(Remote.NODE_GET_FREE_MEMORY)).isPositive();
            assertThat(
                            client.call(
                                    Remote.NODE_GET_CELLS_FREE_MEMORY,
                                    new CellsFreeMemoryArguments(0, 1)))
                    .hasSize(1);
        }
    }

    @Test
    void tellsOfGuests() throws Exception {
        try (Client client = open("test:///default")) {
            DomainList all =
                    client.call(Remote.LIST_ALL_DOMAINS, new ListAllDomainsArguments(true, 0));
            assertThat(all.domains()).extracting(DomainReference::name).containsExactly("test");
            assertThat(client.call(Remote.NUM_OF_DOMAINS)).isEqualTo(1);
            assertThat(client.call(Remote.LIST_DOMAINS, 10)).containsExactly(1);
            int callback =
                    client.call(
                            Remote.DOMAIN_EVENT_REGISTER,
                            new EventRegistration(0, all.domains().getFirst()));
            client.call(Remote.DOMAIN_EVENT_DEREGISTER, callback);
            client.call(Remote.REGISTER_CLOSE_CALLBACK);
            client.call(Remote.UNREGISTER_CLOSE_CALLBACK);
        }
    }

    @Test
    void tellsOfProcessorsAndMemory() throws Exception {
        try (Client client = open("qemu:///system")) {
            int times =
                    client.call(Remote.NODE_GET_CPU_STATS, new CpuStatisticsArguments(-1, 0, 0))
                            .count();
            NodeStatistics cpu =
                    client.call(
                            Remote.NODE_GET_CPU_STATS, new CpuStatisticsArguments(-1, times, 0));
            assertThat(cpu.statistics())
                    .extracting(NodeStatistics.Statistic::field)
                    .contains("kernel", "user", "idle", "iowait");
            int sizes =
                    client.call(
                                    Remote.NODE_GET_MEMORY_STATS,
                                    new MemoryStatisticsArguments(-1, 0, 0))
                            .count();
            NodeStatistics memory =
                    client.call(
                            Remote.NODE_GET_MEMORY_STATS,
                            new MemoryStatisticsArguments(-1, sizes, 0));
            assertThat(memory.statistics())
                    .extracting(NodeStatistics.Statistic::field)
                    .contains("total", "free", "buffers", "cached");
            assertThat(
                            client.call(
                                    Remote.NODE_GET_FREE_PAGES,
                                    new FreePagesArguments(List.of(4), 0, 1, 0)))
                    .hasSize(1);
            assertThat(client.call(Remote.NODE_GET_SECURITY_MODEL).doi()).isEqualTo("0");
        }
    }

    @Test
    void refusesInItsWords() throws Exception {
        try (Client client = open("test:///default")) {
            assertThatThrownBy(() ->
                            client.call(
                                    Remote.NODE_SUSPEND_FOR_DURATION,
                                    new SuspendArguments(SuspendArguments.DISK, 60, 0)))
                    .isInstanceOfSatisfying(
                            CallFailedException.class,
                            refused -> {
                                assertThat(refused.error().code()).isEqualTo(3);
                                assertThat(refused.error().text())
                                        .startsWith(
                                                "this function is not supported by the connection"
                                                        + " driver");
                            });
        }
    }

    private static Client open(String name) throws Exception {
        return Client.open(
                LibvirtUri.parse(name + "?socket=" + folder.resolve("libvirt-sock")),
                ClientSettings.DEFAULT);
    }
}
