package dev.lungfish.linux.rtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lungfish.core.wake.RtcTime;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.OpenedFiles;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WakeAlarmTest {
    private static final String FILE = "/sys/class/rtc/rtc1/wakealarm";

    @TempDir private Path folder;

    @Test
    void setsAndClearsTheAlarmOfARecordAsTheKernelWouldShowIt() throws Exception {
        HostFiles host = HostFiles.in(folder).file(FILE, "");
        WakeAlarm alarm = new WakeAlarm(new OpenedFiles(HostTree.recorded(folder)), "rtc1", false);

        alarm.set(new RtcTime(1_795_478_400));
        assertThat(host.text(FILE)).isEqualTo("1795478400\n");
        alarm.clear();
        assertThat(host.text(FILE)).isEmpty();
    }

    @Test
    void clearsALiveAlarmByATimeOfThePast() throws Exception {
        List<String> written = new ArrayList<>();
        WakeAlarm alarm =
                new WakeAlarm((path, text) -> written.add(path + "=" + text), "rtc1", true);

        alarm.set(new RtcTime(60));
        alarm.clear();

        assertThat(written).containsExactly(FILE + "=60\n", FILE + "=0\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rtc", "../../power", "rtc0/../rtc1", "rtc12345678"})
    void takesNoNameThatIsNoneOfAnRtc(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> WakeAlarm.path(name));
    }
}
