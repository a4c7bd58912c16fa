package dev.lungfish.linux.cpupower;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.power.CpuReadings.HostLatency;
import dev.lungfish.linux.tree.HostFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// The device of this machine.
///
/// **Source:** Linux `kernel/power/qos.c`: `cpu_latency_qos_read()` gives the strictest of all
/// requests as a number of 32 bits in the processor's order, `cpu_latency_qos_write()` takes one,
/// and `cpu_latency_qos_release()` ends the request when the file is closed.
final class LiveLatencyDevice implements LatencyDevice {
    private final Path path;
    private final boolean holdable;
    private @Nullable FileChannel open;
    private String held = HostLatency.NOT_HELD;

    LiveLatencyDevice(Path path, boolean holdable) {
        this.path = path;
        this.holdable = holdable;
    }

    @Override
    public synchronized HostLatency read() {
        return new HostLatency(strictest(), held, holdable);
    }

    private Reading<Duration> strictest() {
        String source = path.toString();
        try (FileChannel device = FileChannel.open(path, StandardOpenOption.READ)) {
            Duration found = Duration.of(number(device), ChronoUnit.MICROS);
            return new Reading.Present<>(
                    source,
                    found,
                    found.equals(HostLatency.NONE) ? "none" : found.toNanos() / 1000 + " us");
        } catch (NoSuchFileException _) {
            return new Reading.Absent<>(source);
        } catch (AccessDeniedException _) {
            return new Reading.Denied<>(source, "permission denied; only root may read it");
        } catch (IOException e) {
            return new Reading.Failed<>(source, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public synchronized void hold(String microseconds) throws HostFileException {
        String tried = "ask " + path + " for " + microseconds;
        try {
            if (microseconds.equals(HostLatency.NOT_HELD)) {
                close();
                return;
            }
            int wanted = Integer.parseInt(microseconds);
            if (open == null) {
                open = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            }
            int _ = open.write(bytes().putInt(wanted).flip(), 0);
            int found = number(open);
            if (found > wanted) {
                close();
                throw new HostFileException(tried, "it tells " + found + " us", "");
            }
            held = microseconds;
        } catch (IOException e) {
            throw new HostFileException(tried, String.valueOf(e.getMessage()), "");
        }
    }

    private void close() throws IOException {
        held = HostLatency.NOT_HELD;
        if (open != null) {
            open.close();
            open = null;
        }
    }

    private static int number(FileChannel device) throws IOException {
        ByteBuffer number = bytes();
        int length = device.read(number, 0);
        if (length != Integer.BYTES) {
            throw new IOException("a number of 4 bytes expected, found " + length);
        }
        int found = number.flip().getInt();
        if (found < 0) {
            throw new IOException("a latency is not negative: " + found);
        }
        return found;
    }

    private static ByteBuffer bytes() {
        return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder());
    }
}
