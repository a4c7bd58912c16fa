package dev.lungfish.daemon.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.host.ObservedHost;
import dev.lungfish.host.cpu.CpuReport;
import dev.lungfish.host.journal.StateDirectory;
import dev.lungfish.testkit.RecordedMachines;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsPortTest {
    @TempDir private Path folder;

    @Test
    void writesWhatPrometheusReads() throws Exception {
        CpuReport report =
                ObservedHost.open(
                                Optional.of(
                                        RecordedMachines.named("server-with-rapl-in-two-packages")
                                                .path()),
                                Optional.empty())
                        .cpu(new StateDirectory(folder, "rwx------"))
                        .report();

        assertThat(new String(MetricsPage.write(report, List.of(), Optional.empty()), UTF_8))
                .contains("# TYPE lungfish_cpu_frequency_hertz gauge\n")
                .contains("lungfish_cpu_frequency_hertz{group=\"policy3\"} 2.6E9\n")
                .contains("# TYPE lungfish_cpu_idle_seconds_total counter\n")
                .contains("lungfish_cpu_idle_seconds_total{cpu=\"0\",state=\"C6\"} 5.0\n")
                .contains("lungfish_energy_joules_total{zone=\"package-1/dram\"} 65535.75\n")
                .contains("lungfish_asleep_seconds_total 0.0\n")
                .doesNotContain("lungfish_power_watts{");
    }

    @Test
    void answersThePageAndNothingElse() throws Exception {
        try (MetricsPort port =
                        MetricsPort.open(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                () -> "page\n".getBytes(UTF_8));
                HttpClient client = HttpClient.newHttpClient()) {
            URI base = URI.create("http://127.0.0.1:" + port.address().getPort());
            HttpResponse<String> page =
                    client.send(
                            HttpRequest.newBuilder(base.resolve("/metrics")).build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).isEqualTo("page\n");
            assertThat(page.headers().firstValue("Content-Type").orElse(""))
                    .startsWith("text/plain; version=0.0.4");
            assertThat(status(client, HttpRequest.newBuilder(base.resolve("/else")).build()))
                    .isEqualTo(404);
            assertThat(
                            status(
                                    client,
                                    HttpRequest.newBuilder(base.resolve("/metrics"))
                                            .DELETE()
                                            .build()))
                    .isEqualTo(405);
        }
    }

    private static int status(HttpClient client, HttpRequest request) throws Exception {
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
