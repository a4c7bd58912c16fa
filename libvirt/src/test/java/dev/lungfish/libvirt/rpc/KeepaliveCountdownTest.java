package dev.lungfish.libvirt.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.libvirt.rpc.KeepaliveCountdown.Due;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeepaliveCountdownTest {
    @Test
    void pingsEveryFiveSecondsAndGivesUpAfterThirty() {
        KeepaliveCountdown keepalive = new KeepaliveCountdown(5, 5);
        List<Integer> pings = new ArrayList<>();
        int second = 1;
        Due due = keepalive.tick(false);
        while (due != Due.GIVE_UP) {
            if (due == Due.PING) {
                pings.add(second);
            }
            second++;
            due = keepalive.tick(false);
        }

        assertThat(pings).containsExactly(5, 10, 15, 20, 25);
        assertThat(second).isEqualTo(30);
    }

    @Test
    void beginsAnewWithAnyFrame() {
        KeepaliveCountdown keepalive = new KeepaliveCountdown(2, 1);

        assertThat(keepalive.tick(false)).isEqualTo(Due.NOTHING);
        assertThat(keepalive.tick(false)).isEqualTo(Due.PING);
        assertThat(keepalive.tick(true)).isEqualTo(Due.NOTHING);
        assertThat(keepalive.tick(false)).isEqualTo(Due.NOTHING);
        assertThat(keepalive.tick(false)).isEqualTo(Due.PING);
        assertThat(keepalive.tick(false)).isEqualTo(Due.NOTHING);
        assertThat(keepalive.tick(false)).isEqualTo(Due.GIVE_UP);
    }
}
