package dev.lungfish.lab.guest;

import dev.lungfish.libvirt.remote.DomainList;
import dev.lungfish.libvirt.remote.DomainReference;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.server.Listener;
import dev.lungfish.libvirt.server.RemoteProgram;
import dev.lungfish.libvirt.server.Server;
import dev.lungfish.libvirt.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/// Answers as a libvirtd that has one guest as long as a file is there. The lab copies this class
/// into a guest and runs it there, with the jars of Lungfish.
public final class PlayedLibvirtd {
    private static final DomainList GUEST =
            new DomainList(
                    List.of(
                            new DomainReference(
                                    "web",
                                    UUID.fromString("0b51c5a3-72f6-4f0f-9d0e-2a6a3d8f7c11"),
                                    1)),
                    1);

    private static final DomainList NONE = new DomainList(List.of(), 0);

    private PlayedLibvirtd() {}

    /// Serves until it is killed.
    ///
    /// @param arguments where it listens, and the file that stands for the guest
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path guest = Path.of(arguments[1]);
        Listener listener =
                new Listener.Unix(
                        Path.of(arguments[0]),
                        PosixFilePermissions.fromString("rw-rw-rw-"),
                        null,
                        false,
                        16);
        try (Server _ =
                Server.start(
                        ServerSettings.of(
                                List.of(listener),
                                List.of(
                                        RemoteProgram.begin((_, _, _) -> {})
                                                .answer(
                                                        Remote.LIST_ALL_DOMAINS,
                                                        (_, _) ->
                                                                Files.exists(guest) ? GUEST : NONE)
                                                .build())))) {
            new CountDownLatch(1).await();
        }
    }
}
