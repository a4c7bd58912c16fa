package dev.lungfish.linux.rtc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.wake.RtcReadings.HostClockReadings;
import dev.lungfish.core.wake.RtcReadings.RtcTimeScale;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostClockTest {
    @TempDir private Path folder;
    private HostFiles files;

    @BeforeEach
    void begin() {
        files =
                HostFiles.in(folder)
                        .file("/proc/stat", "cpu 1 2\nbtime 1767222000\nctxt 5\n")
                        .file("/proc/uptime", "3600.99 12.00\n");
    }

    @Test
    void computesTheTimeOfTheRecord() throws NotARecordException {
        assertThat(read().systemTime().toOptional())
                .contains(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "-5 1", "99999999999999999999 1", "3600,99 1"})
    void findsAbsurdUptimesMalformed(String content) throws NotARecordException {
        files.file("/proc/uptime", content);

        assertThat(read().systemTime()).isInstanceOf(Reading.Malformed.class);
    }

    @Test
    void findsABootTimeMissing() throws NotARecordException {
        files.file("/proc/stat", "cpu 1 2\nbtime yesterday\n");

        assertThat(read().systemTime()).isInstanceOf(Reading.Malformed.class);
        assertThat(read().systemTime().source()).isEqualTo("/proc/stat");
    }

    @Test
    void readsWhatHwclockNoted() throws NotARecordException {
        assertThat(read().noted()).isInstanceOf(Reading.Absent.class);

        files.file("/etc/adjtime", "0.0 0 0.0\n0\nLOCAL\n");
        assertThat(read().noted().toOptional()).contains(RtcTimeScale.LOCAL);

        files.file("/etc/adjtime", "0.0 0 0.0\n0\n");
        assertThat(read().noted().toOptional()).contains(RtcTimeScale.UTC);

        files.file("/etc/adjtime", "0.0 0 0.0\n0\nMARS\n");
        assertThat(read().noted()).isInstanceOf(Reading.Malformed.class);
    }

    private HostClockReadings read() throws NotARecordException {
        return new HostClock(HostTree.recorded(files.root())).read();
    }
}
