package dev.lungfish.linux.cpupower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.power.CpuReadings.HostLatency;
import dev.lungfish.linux.tree.HostFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a file of the device's form, which keeps what is written last.
class LiveLatencyDeviceTest {
    @TempDir private Path folder;
    private Path file;
    private LiveLatencyDevice device;

    @BeforeEach
    void makeADevice() throws IOException {
        file = folder.resolve("cpu_dma_latency");
        holds(2_000_000_000);
        device = new LiveLatencyDevice(file, true);
    }

    @Test
    void readsTheStrictestLimit() throws Exception {
        assertThat(device.read().strictest().toOptional()).contains(HostLatency.NONE);
        assertThat(device.read().strictest().found()).isEqualTo("none");
        holds(50);
        assertThat(device.read().strictest().toOptional()).contains(Duration.ofNanos(50_000));
    }

    @Test
    void asksForALimitInTheKernelsForm() throws Exception {
        device.hold("50");

        assertThat(Files.readAllBytes(file)).isEqualTo(bytes(50));
        assertThat(device.read().held()).isEqualTo("50");
        device.hold("20");
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes(20));
        device.hold(HostLatency.NOT_HELD);
        assertThat(device.read().held()).isEqualTo(HostLatency.NOT_HELD);
    }

    @Test
    void tellsWhatKeepsItFromAsking() throws Exception {
        Files.delete(file);
        assertThat(device.read().strictest()).isInstanceOf(Reading.Absent.class);
        assertThatThrownBy(() -> device.hold("50"))
                .isInstanceOf(HostFileException.class)
                .hasMessageContaining("ask " + file + " for 50: ");
        assertThat(device.read().held()).isEqualTo(HostLatency.NOT_HELD);
    }

    @Test
    void understandsNoAnswerOfAnotherForm() throws Exception {
        Files.writeString(file, "50\n");

        assertThat(device.read().strictest().found())
                .contains("a number of 4 bytes expected, found 3");
    }

    private void holds(int microseconds) throws IOException {
        Files.write(file, bytes(microseconds));
    }

    private static byte[] bytes(int number) {
        return ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(number).array();
    }
}
