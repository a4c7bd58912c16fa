package dev.lungfish.linux.tree;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/// Reads files that allow no seeking. Some files of the kernel have no position (`ESPIPE`), which
/// the JDK's streams ask for to find out how much is left.
///
/// **Source:** Linux `security/lockdown/lockdown.c`: `lockdown_ops` has no `llseek`, seen to fail
/// on 6.1 with "Illegal seek".
final class Forward {
    private static final int BLOCK_BYTES = 8192;

    private Forward() {}

    /// The rest of a stream.
    ///
    /// @param most the maximum of bytes to read
    static byte[] read(InputStream in, int most) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] block = new byte[Math.min(BLOCK_BYTES, most)];
        while (content.size() < most) {
            int count = in.read(block, 0, Math.min(block.length, most - content.size()));
            if (count < 0) {
                break;
            }
            content.write(block, 0, count);
        }
        return content.toByteArray();
    }
}
