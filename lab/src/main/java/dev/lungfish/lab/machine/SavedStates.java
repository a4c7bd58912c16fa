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
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The states that the lab saved, each under the hash of all that went into it. Safe for use by
/// several threads: one makes a state, and who wants the same waits for it.
public final class SavedStates {
    /// One for each folder of this process: another process that makes the same does it twice.
    private static final Map<Path, Object> LOCKS = new ConcurrentHashMap<>();

    /// A folder that a process makes: the hash, and the process.
    private static final Pattern UNFINISHED = Pattern.compile("[0-9a-f]{24}\\.([0-9]{1,9})");

    private final Path folder;

    /// @param folder for all of them
    public SavedStates(Path folder) {
        this.folder = folder;
    }

    /// The state of a machine that was booted.
    ///
    /// @param maker saves such a state where there is none yet
    public SavedState of(Guest guest, MachinePlan plan, Consumer<SavedState> maker) {
        return new SavedState(
                folder(
                        guest,
                        plan.shape(guest),
                        made -> new SavedState(made).isThere(),
                        work -> maker.accept(new SavedState(work))));
    }

    /// A folder with what was made with a guest.
    ///
    /// @param what it was made of, besides the guest
    /// @param isThere whether a folder is complete, and still good
    /// @param maker makes it, in an empty folder
    public Path folder(Guest guest, String what, Predicate<Path> isThere, Consumer<Path> maker) {
        String hash = hash(guest, what);
        Path wanted = folder.resolve(hash);
        synchronized (LOCKS.computeIfAbsent(wanted, _ -> new Object())) {
            if (!isThere.test(wanted)) {
                Path work = folder.resolve(hash + "." + ProcessHandle.current().pid());
                try {
                    removeOthers(guest);
                    Files.createDirectories(work);
                    maker.accept(work);
                    // Another process may have been quicker, and use what it made.
                    if (!isThere.test(wanted)) {
                        remove(wanted);
                        Files.move(work, wanted, StandardCopyOption.ATOMIC_MOVE);
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
        removeUnfinished();
    }

    /// Removes what processes began that have ended since.
    private void removeUnfinished() throws IOException {
        try (Stream<Path> begun = Files.list(folder)) {
            begun.filter(
                            place -> {
                                Matcher name = UNFINISHED.matcher(place.getFileName().toString());
                                return name.matches()
                                        && ProcessHandle.of(Long.parseLong(name.group(1)))
                                                .isEmpty();
                            })
                    .forEach(SavedStates::remove);
        }
    }

    private static void remove(Path place) {
        Disks.carryOut("rm", "-rf", place.toString());
    }

    private static String hash(Guest guest, String what) {
        String all = String.join("\n", guest.parts(), QemuProcess.version(), what);
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
