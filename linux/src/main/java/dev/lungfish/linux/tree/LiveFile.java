package dev.lungfish.linux.tree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;

/// A file of the kernel. Stays open; each text is one call of write, at the beginning, since each
/// call is one value.
///
/// **Source:** Linux `Documentation/filesystems/sysfs.rst`, "Reading/Writing Attribute Data".
final class LiveFile implements WritableFile {
    private final String path;
    private final FileChannel channel;
    private final AtomicInteger writes = new AtomicInteger();

    private LiveFile(String path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static LiveFile open(String path) throws HostFileException {
        try {
            return new LiveFile(path, FileChannel.open(Path.of(path), StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw HostFileException.of("open " + path + " for writing", e);
        }
    }

    @Override
    public void write(String text) throws HostFileException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int written;
        writes.incrementAndGet();
        try {
            written = channel.write(ByteBuffer.wrap(bytes), 0);
        } catch (IOException e) {
            throw HostFileException.of(WritableFile.tried(text, path), e);
        } finally {
            writes.decrementAndGet();
        }
        if (written != bytes.length) {
            throw new HostFileException(
                    WritableFile.tried(text, path),
                    "the kernel took " + written + " of " + bytes.length + " bytes",
                    "");
        }
    }

    /// Does not close a file whose write hangs: closing it would hang too.
    @Override
    public void close() {
        if (writes.get() > 0) {
            return;
        }
        try {
            channel.close();
        } catch (IOException _) {
            // The kernel has answered each write already; no buffered data could be lost.
        }
    }
}
