package dev.lungfish.linux.record;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Copies single files and links of a host into a record, scrubbed. Missing files are ignored;
/// unreadable files are left out and noted. Not safe for use by several threads.
final class HostCopy {
    /// The recorded files of a device's folder.
    private static final List<String> DEVICE_FILES =
            List.of(
                    "uevent",
                    "product",
                    "manufacturer",
                    "description",
                    "class",
                    "hid",
                    "type",
                    "name",
                    "power/wakeup",
                    "power/wakeup_count",
                    "power/wakeup_active_count",
                    "power/wakeup_abort_count",
                    "power/wakeup_expire_count",
                    "power/wakeup_last_time_ms",
                    "power/wakeup_max_time_ms",
                    "power/wakeup_total_time_ms");

    private static final List<String> DEVICE_LINKS =
            List.of("driver", "subsystem", "firmware_node", "device");

    private final HostTree host;
    private final RecordFolder folder;
    private final Scrubber scrubber;
    private final List<String> leftOut = new ArrayList<>();

    HostCopy(HostTree host, RecordFolder folder, Scrubber scrubber) {
        this.host = host;
        this.folder = folder;
        this.scrubber = scrubber;
    }

    HostTree host() {
        return host;
    }

    void text(String path) throws IOException {
        text(path, UnaryOperator.identity());
    }

    /// Copies the recorded part of a text.
    void text(String path, UnaryOperator<String> reduction) throws IOException {
        Reading<String> reading = host.text(path);
        if (reading instanceof Reading.Present<String>(_, String text, _)) {
            String kept = reduction.apply(text);
            if (!kept.strip().equals(text.strip())) {
                scrubber.note(path, "only what Lungfish reads is kept");
            }
            folder.text(path, scrubber.scrub(path, kept));
        } else if (reading.broken()) {
            leaveOut(reading);
        }
    }

    void texts(String directory, List<String> names) throws IOException {
        for (String name : names) {
            text(directory + "/" + name);
        }
    }

    /// Copies the variables of a process's environment that a container manager sets; they are
    /// separated by NUL.
    void environment(String path) throws IOException {
        Reading<byte[]> reading = host.bytes(path, HostTree.TEXT_LIMIT_BYTES);
        if (reading instanceof Reading.Present<byte[]>(_, byte[] content, _)) {
            String kept = Reductions.container(new String(content, StandardCharsets.ISO_8859_1));
            if (!kept.isEmpty()) {
                folder.text(path, scrubber.scrub(path, kept));
            }
            scrubber.note(path, "only what Lungfish reads is kept");
        } else if (reading.broken()) {
            leaveOut(reading);
        }
    }

    /// Copies the file that can't be read if an interface is down; that is no loss.
    void carrier(String path) throws IOException {
        if (host.text(path) instanceof Reading.Present<String>(_, String text, _)) {
            folder.text(path, text);
        }
    }

    /// Copies a file that holds no text.
    void binary(String path, int limitBytes) throws IOException {
        Reading<byte[]> reading = host.bytes(path, limitBytes);
        if (reading instanceof Reading.Present<byte[]>(_, byte[] content, _)) {
            folder.bytes(path, content);
        } else if (reading.broken()) {
            leaveOut(reading);
        }
    }

    /// Notes that something exists, without its content.
    void presence(String path) throws IOException {
        if (host.isDirectory(path)) {
            folder.directory(path);
        } else if (host.exists(path)) {
            folder.text(path, "");
            scrubber.note(path, "its content");
        }
    }

    /// Copies a link and returns its target; a folder that is no link is its own target.
    Optional<String> link(String path) throws IOException {
        Optional<String> target = host.canonical(path);
        if (target.isPresent() && !target.get().equals(path)) {
            folder.link(path, target.get());
        }
        return target;
    }

    /// Copies a device's folder: its switches and counts, its names, and its driver.
    ///
    /// @param path the folder itself, not a link to it
    void device(String path) throws IOException {
        folder.directory(path);
        texts(path, DEVICE_FILES);
        for (String link : DEVICE_LINKS) {
            link(path + "/" + link);
        }
    }

    /// The entries of a folder; none if there is no such folder.
    List<String> entries(String directory) {
        Reading<List<String>> children = host.children(directory);
        if (children.broken()) {
            leaveOut(children);
        }
        return children.toOptional().orElse(List.of());
    }

    List<String> leftOut() {
        return leftOut;
    }

    private void leaveOut(Reading<?> reading) {
        leftOut.add(reading.source() + ": " + reading.found());
    }
}
