package dev.lungfish.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdleMemoryTest {
    private static final long MIB = 1024 * 1024;

    private long held;
    private long used;
    private int collections;
    private final IdleMemory memory =
            new IdleMemory(
                    () -> new IdleMemory.Heap(held, used),
                    () -> {
                        collections++;
                        used = 9 * MIB;
                        held = 16 * MIB;
                    });

    @Test
    void collectsOnceWhenTheClientsHaveLeft() {
        look(10, 9);
        look(200, 150);
        assertThat(collections).isZero();
        look(200, 151);
        assertThat(collections).isEqualTo(1);
        look(16, 9);
        look(16, 10);
        assertThat(collections).isEqualTo(1);
    }

    @Test
    void doesNotDisturbADaemonThatWorks() {
        for (int used = 40; used < 80; used += 5) {
            look(100, used);
        }
        assertThat(collections).isZero();
    }

    @Test
    void collectsNoMoreWhatIsStillNeeded() {
        look(200, 150);
        look(200, 150);
        look(30, 30);
        look(30, 30);
        assertThat(collections).isEqualTo(1);
    }

    private void look(int held, int used) {
        this.held = held * MIB;
        this.used = used * MIB;
        assertThat(memory.look()).isFalse();
    }
}
