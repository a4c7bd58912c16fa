package dev.lungfish.lab.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.libvirt.client.Client;
import dev.lungfish.libvirt.client.ClientSettings;
import dev.lungfish.libvirt.client.LibvirtUri;
import dev.lungfish.libvirt.remote.Domains;
import dev.lungfish.libvirt.remote.ListAllDomainsArguments;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.runtime.clock.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlayedLibvirtdTest {
    @TempDir Path folder;

    @Test
    void hasAGuestAsLongAsTheFileIsThere() throws Exception {
        Path socket = folder.resolve("sock");
        Path guest = Files.createFile(folder.resolve("guest"));
        Thread server = Thread.ofPlatform().daemon().start(() -> serve(socket, guest));
        try {
            assertThat(Pause.of(Duration.ofSeconds(30), Pause.STEP, () -> Files.exists(socket)))
                    .isTrue();

            assertThat(guests(socket)).isEqualTo(1);
            Files.delete(guest);
            assertThat(guests(socket)).isZero();
        } finally {
            server.interrupt();
            server.join();
        }
    }

    private static int guests(Path socket) throws Exception {
        try (Client client =
                Client.open(
                        LibvirtUri.parse("qemu:///system?socket=" + socket),
                        ClientSettings.DEFAULT)) {
            return client.call(
                            Remote.LIST_ALL_DOMAINS,
                            new ListAllDomainsArguments(true, Domains.LIST_ACTIVE))
                    .domains()
                    .size();
        }
    }

    private static void serve(Path socket, Path guest) {
        try {
            PlayedLibvirtd.main(new String[] {socket.toString(), guest.toString()});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
