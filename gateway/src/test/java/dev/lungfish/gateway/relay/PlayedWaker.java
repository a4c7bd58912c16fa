package dev.lungfish.gateway.relay;

import dev.lungfish.gateway.config.GatewayConfiguration.HostEntry;
import dev.lungfish.gateway.wake.HostWaker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Notes whom it is to wake, and wakes a played host.
final class PlayedWaker implements HostWaker {
    private final Runnable effect;
    private final List<String> calls = new CopyOnWriteArrayList<>();

    PlayedWaker(Runnable effect) {
        this.effect = effect;
    }

    List<String> calls() {
        return calls;
    }

    long count(String what) {
        return calls.stream().filter(call -> call.startsWith(what)).count();
    }

    @Override
    public void wake(HostEntry host, String why) {
        calls.add("wake %s: %s".formatted(host.name(), why));
        effect.run();
    }

    @Override
    public void use(HostEntry host, Duration length) {
        calls.add("use " + host.name());
    }

    @Override
    public void unused(HostEntry host) {
        calls.add("unused " + host.name());
    }

    @Override
    public void close() {
        calls.add("close");
    }
}
