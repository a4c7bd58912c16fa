package dev.lungfish.daemon.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReaderPlacesTest {
    private static final Optional<String> SOURCE = Optional.of("192.0.2.7");

    private final ReaderPlaces<Integer> places = new ReaderPlaces<>(4, 2);

    @Test
    void givesTheLongestReadersPlaceToWhoComes() {
        for (int i = 0; i < 4; i++) {
            assertThat(places.enter(i, Optional.empty())).isEmpty();
        }

        assertThat(places.enter(4, Optional.empty())).contains(0);
        assertThat(places.enter(5, SOURCE)).contains(1);
        places.leave(1);
        places.leave(3);
        assertThat(places.enter(6, Optional.empty())).isEmpty();
        assertThat(places.enter(7, Optional.empty())).contains(2);
    }

    @Test
    void givesOneSourceNoPlaceOfAnother() {
        assertThat(places.enter(0, Optional.of("192.0.2.8"))).isEmpty();
        assertThat(places.enter(1, SOURCE)).isEmpty();
        assertThat(places.enter(2, SOURCE)).isEmpty();

        assertThat(places.enter(3, SOURCE)).contains(1);
        assertThat(places.enter(4, SOURCE)).contains(2);
    }
}
