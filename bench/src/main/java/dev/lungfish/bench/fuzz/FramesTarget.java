package dev.lungfish.bench.fuzz;

import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameReader;
import dev.lungfish.libvirt.rpc.MalformedFrameException;
import dev.lungfish.libvirt.rpc.MemoryAllowance;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.Optional;

/// A stream of bytes, cut into frames.
public final class FramesTarget {
    private static final long ALLOWANCE = 1 << 20;

    private FramesTarget() {}

    /// Takes one stream.
    public static void fuzzerTestOneInput(byte[] stream) throws IOException {
        MemoryAllowance allowance = new MemoryAllowance(ALLOWANCE);
        FrameReader reader =
                FrameReader.ofCalls(
                        Channels.newChannel(new ByteArrayInputStream(stream)), allowance);
        try {
            Optional<Frame> frame = reader.next();
            while (frame.isPresent()) {
                if (frame.get().payloadSize() > stream.length) {
                    throw new IllegalStateException("a frame is longer than what came");
                }
                frame = reader.next();
            }
        } catch (MalformedFrameException _) {
            reader.end();
        }
        if (allowance.left() != ALLOWANCE) {
            throw new IllegalStateException("memory did not go back: " + allowance.inWords());
        }
    }
}
