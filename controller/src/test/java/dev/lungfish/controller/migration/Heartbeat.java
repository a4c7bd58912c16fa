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
public final class Heartbeat implements AutoCloseable {
    /// Counts at each tick of the timer, 18.2 times a second.
    ///
    /// ```
    /// 7c00 xor ax,ax; mov ds,ax; mov ss,ax; mov sp,7c00; sti
    /// 7c0a hlt; mov dx,3fd; 7c0e: in al,dx; test al,20; jz 7c0e
    /// 7c13 inc byte [7c20]; mov al,[7c20]; mov dx,3f8; out dx,al; jmp 7c0a
    /// ```
    public static final String IDLE =
            "31c08ed88ed0bc007cfbf4bafd03eca82074fbfe06207ca0207cbaf803eeebea00";

    /// Fills 62 MiB of memory once. Then it writes half a MiB before each number, and never rests.
    ///
    /// At a speed of a MiB for each second its first copy alone takes a minute. The copies after it
    /// do not count on what is written meanwhile: QEMU 7.2 misses most writes of an emulated guest.
    ///
    /// ```
    /// 7c00 xor ax,ax; mov ds,ax; mov ss,ax; mov sp,7c00; lgdt [7c5f]
    /// 7c0e mov eax,cr0; or al,1; mov cr0,eax; mov bx,8; mov es,bx; and al,fe; mov cr0,eax
    /// 7c20 mov edi,100000; mov ecx,f80000; cld; rep stosd; sti
    /// 7c32 mov bx,1000; 7c35: mov es,bx; xor di,di; mov cx,8000; rep stosw; inc ax
    /// 7c3f add bx,1000; cmp bx,9000; jne 7c35
    /// 7c49 mov dx,3fd; 7c4c: in al,dx; test al,20; jz 7c4c
    /// 7c51 inc byte [7c5e]; mov al,[7c5e]; mov dx,3f8; out dx,al; jmp 7c32
    /// ```
    public static final String BUSY =
            "31c08ed88ed0bc007c0f01165f7c0f20c00c010f22c0bb08008ec324fe0f"
                    + "22c066bf0000100066b90000f800fc6766f3abfbbb00108ec331ffb90080"
                    + "f3ab4081c3001081fb009075ecbafd03eca82074fbfe065e7ca05e7cbaf8"
                    + "03eeebd4000f00657c00000000000000000000ffff00000092cf00";

    private static final int SECTOR = 512;
    private static final int FLOPPY = 1_474_560;

    /// One that came.
    ///
    /// @param nanos when it came
    /// @param emulator whose connection it came on, from 1
    public record Beat(long nanos, int emulator, int number) {}

    private final ServerSocketChannel server;
    private final List<Beat> beats = new ArrayList<>();
    private final AtomicInteger emulators = new AtomicInteger();

    private Heartbeat(ServerSocketChannel server) {
        this.server = server;
    }

    /// Listens.
    public static Heartbeat at(Path socket) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Heartbeat heartbeat = new Heartbeat(server);
        Thread.ofPlatform().daemon().start(heartbeat::accept);
        return heartbeat;
    }

    /// The document of a guest whose serial port is connected to this socket.
    public static Path guest(String name, String program, Path socket, Path folder)
            throws IOException {
        byte[] floppy = Arrays.copyOf(HexFormat.of().parseHex(program), FLOPPY);
        floppy[SECTOR - 2] = 0x55;
        floppy[SECTOR - 1] = (byte) 0xaa;
        Path disk = Files.write(folder.resolve(name + ".img"), floppy);
        return Files.writeString(
                folder.resolve(name + ".xml"),
                """
                <domain type='qemu'>
                  <name>%s</name>
                  <memory unit='MiB'>64</memory>
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

    public List<Beat> beats() {
        synchronized (beats) {
            return List.copyOf(beats);
        }
    }

    /// Waits until so many more have come than now.
    public void awaitMore(int more) throws InterruptedException {
        int wanted = beats().size() + more;
        for (int tries = 0; beats().size() < wanted; tries++) {
            if (tries > 1200) {
                throw new AssertionError("the guest has stopped after " + beats().size());
            }
            Thread.sleep(50);
        }
    }

    /// The longest time without one, from then on.
    public Duration longestSilence(long sinceNanos) {
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
