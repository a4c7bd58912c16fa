package dev.lungfish.lab.machine;

import dev.lungfish.lab.LabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The states that the lab saved, each under the hash of all that went into it. Safe for use by
/// several threads: one makes a state, and who wants the same waits for it.
public final class SavedStates {
    /// One for each folder of this process: another process that makes the same does it twice.
    private static final Map<Path, Object> LOCKS = new ConcurrentHashMap<>();

    private final Path folder;

    /// @param folder for all of them
    public SavedStates(Path folder) {
        this.folder = folder;
    }

    /// The state of a machine that was booted.
    ///
    /// @param maker saves such a state where there is none yet
    public SavedState of(Guest guest, MachinePlan plan, Consumer<SavedState> maker) {
        String hash = hash(guest, plan);
        SavedState wanted = new SavedState(folder.resolve(hash));
        synchronized (LOCKS.computeIfAbsent(wanted.folder(), _ -> new Object())) {
            if (!wanted.isThere()) {
                Path work = folder.resolve(hash + "." + ProcessHandle.current().pid());
                try {
                    removeOthers(guest);
                    Files.createDirectories(work);
                    maker.accept(new SavedState(work));
                    // Another process may have been quicker, and use what it made.
                    if (!wanted.isThere()) {
                        Files.move(work, wanted.folder(), StandardCopyOption.ATOMIC_MOVE);
                    }
                } catch (IOException e) {
                    throw new LabException("the state can't be saved to " + work + ": " + e, e);
                } finally {
                    remove(work);
                }
            }
            return wanted;
        }
    }

    /// Removes what was made with another guest, and is of no use any more.
    private synchronized void removeOthers(Guest guest) throws IOException {
        Files.createDirectories(folder);
        Path of = folder.resolve("guest");
        if (!Files.exists(of) || !Files.readString(of).equals(guest.parts())) {
            try (Stream<Path> old = Files.list(folder)) {
                old.forEach(SavedStates::remove);
            }
            Files.writeString(of, guest.parts());
        }
    }

    private static void remove(Path place) {
        Disks.carryOut("rm", "-rf", place.toString());
    }

    private static String hash(Guest guest, MachinePlan plan) {
        String all = String.join("\n", guest.parts(), QemuProcess.version(), plan.shape(guest));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
