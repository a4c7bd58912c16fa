package dev.lungfish.gateway.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.gateway.decision.ConnectionRules.Step;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionRulesTest {
    private static final ConnectionRules ON_BYTES = new ConnectionRules(false);
    private static final ConnectionRules ON_CONNECT = new ConnectionRules(true);

    private static ConnectionAction last(ConnectionRules rules, ConnectionEvent... events) {
        ConnectionState state = ConnectionRules.beginning();
        ConnectionAction action = ConnectionAction.WAIT;
        for (ConnectionEvent event : events) {
            Step step = rules.next(state, event);
            state = step.state();
            action = step.action();
        }
        return action;
    }

    @Test
    void aScanOfASleepingHostWakesNobody() {
        assertThat(last(ON_BYTES, new ConnectionEvent.Opened(false, true)))
                .isEqualTo(ConnectionAction.WAIT);
        assertThat(
                        last(
                                ON_BYTES,
                                new ConnectionEvent.Opened(false, true),
                                new ConnectionEvent.ClientEnded(false)))
                .isEqualTo(ConnectionAction.END);
    }

    @Test
    void theFirstBytesWake() {
        assertThat(
                        last(
                                ON_BYTES,
                                new ConnectionEvent.Opened(false, false),
                                new ConnectionEvent.Bytes(),
                                new ConnectionEvent.TargetSilent()))
                .isEqualTo(ConnectionAction.WAKE);
    }

    @Test
    void aClientThatListensFirstWakesByItsRule() {
        assertThat(last(ON_CONNECT, new ConnectionEvent.Opened(false, true)))
                .isEqualTo(ConnectionAction.WAKE);
    }

    @Test
    void aHostThatIsAwakeIsConnectedWithoutBytes() {
        assertThat(
                        last(
                                ON_BYTES,
                                new ConnectionEvent.Opened(false, false),
                                new ConnectionEvent.TargetAnswered()))
                .isEqualTo(ConnectionAction.SPLICE);
    }

    @Test
    void aClosedPortOfAHostThatIsAwakeEndsTheConnection() {
        assertThat(
                        last(
                                ON_BYTES,
                                new ConnectionEvent.Opened(true, false),
                                new ConnectionEvent.TargetRefused()))
                .isEqualTo(ConnectionAction.END);
    }

    @Test
    void aParkedConnectionAsksBeforeItWakes() {
        ConnectionEvent[] parked = {
            new ConnectionEvent.Opened(true, false),
            new ConnectionEvent.TargetAnswered(),
            new ConnectionEvent.Idle(),
            new ConnectionEvent.Bytes()
        };

        assertThat(last(ON_BYTES, parked)).isEqualTo(ConnectionAction.ASK);
        assertThat(
                        last(
                                ON_BYTES,
                                parked[0],
                                parked[1],
                                parked[2],
                                parked[3],
                                new ConnectionEvent.TargetSilent()))
                .isEqualTo(ConnectionAction.WAKE);
    }

    /// What must hold whatever happens, in whatever order.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keepsItsPromisesAtRandom(boolean onConnect) {
        ConnectionRules rules = new ConnectionRules(onConnect);
        int wakes = 0;
        for (long seed = 0; seed < 20_000; seed++) {
            wakes += play(rules, new Random(seed), "seed " + seed);
        }
        assertThat(wakes).isGreaterThan(1_000);
    }

    private static int play(ConnectionRules rules, Random random, String seed) {
        ConnectionState state = ConnectionRules.beginning();
        boolean bytes = false;
        boolean spliced = false;
        int wakes = 0;
        int ends = 0;
        for (int i = 0; i < 30; i++) {
            List<ConnectionEvent> events =
                    List.of(
                            new ConnectionEvent.Opened(random.nextBoolean(), random.nextBoolean()),
                            new ConnectionEvent.Bytes(),
                            new ConnectionEvent.ClientEnded(random.nextInt(4) == 0),
                            new ConnectionEvent.TargetAnswered(),
                            new ConnectionEvent.TargetSilent(),
                            new ConnectionEvent.TargetRefused(),
                            new ConnectionEvent.WakeDenied(),
                            new ConnectionEvent.TimeOver(),
                            new ConnectionEvent.Idle(),
                            new ConnectionEvent.TargetBytes(),
                            new ConnectionEvent.TargetGone());
            ConnectionEvent event = events.get(random.nextInt(events.size()));
            boolean over = state instanceof ConnectionState.Ended;
            bytes |= event instanceof ConnectionEvent.Bytes;
            bytes |= event instanceof ConnectionEvent.Opened(boolean some, _) && some;
            Step step = rules.next(state, event);
            state = step.state();
            switch (step.action()) {
                case WAKE -> {
                    wakes++;
                    assertThat(bytes || rules.wakesOnConnect()).as(seed).isTrue();
                    assertThat(state.waits()).as(seed).isTrue();
                }
                case SPLICE -> {
                    spliced = true;
                    assertThat(state).as(seed).isInstanceOf(ConnectionState.Spliced.class);
                }
                case PARK -> assertThat(spliced).as(seed).isTrue();
                case REFUSE, END -> {
                    ends++;
                    assertThat(state).as(seed).isInstanceOf(ConnectionState.Ended.class);
                }
                case WAIT, ASK -> {}
            }
            assertThat(state.connected()).as(seed).isEqualTo(spliced && ends == 0);
            assertThat(over && step.action() != ConnectionAction.WAIT).as(seed).isFalse();
        }
        assertThat(ends).as(seed).isLessThanOrEqualTo(1);
        return wakes;
    }
}
