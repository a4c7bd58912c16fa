package dev.lungfish.controller.migration;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A guest that sends a number on its serial port, each time the next one, and who hears it. Each
/// emulator that runs the guest connects anew.
final class Heartbeat implements AutoCloseable {
    /// Counts at each tick of the timer, 18.2 times a second.
    ///
    /// ```
    /// 7c00 xor ax,ax; mov ds,ax; mov ss,ax; mov sp,7c00; sti
    /// 7c0a hlt; mov dx,3fd; 7c0e: in al,dx; test al,20; jz 7c0e
    /// 7c13 inc byte [7c20]; mov al,[7c20]; mov dx,3f8; out dx,al; jmp 7c0a
    /// ```
    static final String IDLE = "31c08ed88ed0bc007cfbf4bafd03eca82074fbfe06207ca0207cbaf803eeebea00";

    /// Writes half a MiB of memory before each number, and never rests.
    ///
    /// ```
    /// 7c0a mov bx,1000; 7c0d: mov es,bx; xor di,di; mov cx,8000; rep stosw; inc ax
    /// 7c17 add bx,1000; cmp bx,9000; jne 7c0d
    /// 7c21 mov dx,3fd; 7c24: in al,dx; test al,20; jz 7c24
    /// 7c29 inc byte [7c36]; mov al,[7c36]; mov dx,3f8; out dx,al; jmp 7c0a
    /// ```
    static final String BUSY =
            "31c08ed88ed0bc007cfbbb00108ec331ffb90080f3ab4081c3001081fb009075ecbafd03eca82074fbfe06367ca0367cbaf803eeebd400";

    private static final int SECTOR = 512;
    private static final int FLOPPY = 1_474_560;

    /// @param nanos when it came
    /// @param emulator whose connection it came on, from 1
    record Beat(long nanos, int emulator, int number) {}

    private final ServerSocketChannel server;
    private final List<Beat> beats = new ArrayList<>();
    private final AtomicInteger emulators = new AtomicInteger();

    private Heartbeat(ServerSocketChannel server) {
        this.server = server;
    }

    /// Listens.
    static Heartbeat at(Path socket) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Heartbeat heartbeat = new Heartbeat(server);
        Thread.ofPlatform().daemon().start(heartbeat::accept);
        return heartbeat;
    }

    /// The document of a guest whose serial port is connected to this socket.
    static Path guest(String name, String program, Path socket, Path folder) throws IOException {
        byte[] floppy = Arrays.copyOf(HexFormat.of().parseHex(program), FLOPPY);
        floppy[SECTOR - 2] = 0x55;
        floppy[SECTOR - 1] = (byte) 0xaa;
        Path disk = Files.write(folder.resolve(name + ".img"), floppy);
        return Files.writeString(
                folder.resolve(name + ".xml"),
                """
                <domain type='qemu'>
                  <name>%s</name>
                  <memory unit='MiB'>16</memory>
                  <vcpu>1</vcpu>
                  <os><type arch='x86_64' machine='pc'>hvm</type><boot dev='fd'/></os>
                  <clock offset='utc'/>
                  <devices>
                    <disk type='file' device='floppy'><driver name='qemu' type='raw'/>
                      <source file='%s'/><target dev='fda' bus='fdc'/><readonly/></disk>
                    <serial type='unix'><source mode='connect' path='%s'/></serial>
                    <memballoon model='none'/>
                  </devices>
                </domain>
                """
                        .formatted(name, disk, socket));
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel emulator = server.accept();
                int number = emulators.incrementAndGet();
                Thread.ofPlatform().daemon().start(() -> listen(emulator, number));
            }
        } catch (IOException _) {
            return; // it is closed
        }
    }

    private void listen(SocketChannel emulator, int number) {
        ByteBuffer bytes = ByteBuffer.allocate(256);
        try (emulator) {
            while (emulator.read(bytes.clear()) >= 0) {
                long now = System.nanoTime();
                bytes.flip();
                synchronized (beats) {
                    while (bytes.hasRemaining()) {
                        beats.add(new Beat(now, number, bytes.get() & 0xff));
                    }
                }
            }
        } catch (IOException _) {
            return; // the emulator has ended
        }
    }

    List<Beat> beats() {
        synchronized (beats) {
            return List.copyOf(beats);
        }
    }

    /// Waits until so many more have come than now.
    void awaitMore(int more) throws InterruptedException {
        int wanted = beats().size() + more;
        for (int tries = 0; beats().size() < wanted; tries++) {
            if (tries > 1200) {
                throw new AssertionError("the guest has stopped after " + beats().size());
            }
            Thread.sleep(50);
        }
    }

    /// The longest time without one, from then on.
    Duration longestSilence(long sinceNanos) {
        List<Beat> since = beats().stream().filter(beat -> beat.nanos() >= sinceNanos).toList();
        long longest = 0;
        for (int i = 1; i < since.size(); i++) {
            longest = Math.max(longest, since.get(i).nanos() - since.get(i - 1).nanos());
        }
        return Duration.ofNanos(longest);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
