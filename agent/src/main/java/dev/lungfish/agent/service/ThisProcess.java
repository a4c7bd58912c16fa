package dev.lungfish.agent.service;

import dev.lungfish.libvirt.transport.Transport;
import dev.lungfish.libvirt.transport.TunnelTransport;
import dev.lungfish.linux.node.HostClocks;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.runtime.clock.Stopwatch;
import dev.lungfish.runtime.process.Program;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What clients of daemons take from this process.
public final class ThisProcess {
    private static final Stopwatch RUNNING = Stopwatch.start();

    private ThisProcess() {}

    /// Starts a program whose standard streams are a connection.
    public static Transport tunnel(List<String> command) throws IOException {
        Program.Conversation program = Program.converse(command);
        return new TunnelTransport(program.says(), program.hears(), program.end()::run);
    }

    /// The wall clock of this machine.
    public static Instant wallClock() {
        return new HostClocks(HostTree.live()).now().wall();
    }

    /// A clock that nobody sets.
    public static Duration clock() {
        return RUNNING.elapsed();
    }
}
