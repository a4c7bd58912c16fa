package dev.lungfish.linux.record;

import dev.lungfish.linux.tree.HostTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes a host as a tree that can be read instead of it: the files that Lungfish reads and the
/// answers of the services that it asks, scrubbed of identifying data. The format is documented in
/// `docs/record-format.md`.
///
/// Safe to use from several threads, each with a folder of its own.
public final class Recorder {
    private static final int TABLE_LIMIT_BYTES = 64 * 1024;
    private static final int MOST_LEVELS = 24;

    private final HostTree host;

    public Recorder(HostTree host) {
        this.host = host;
    }

    /// Records the host as it is now.
    ///
    /// @param directory a new or an empty folder
    /// @throws RecordException if it can't be written; the message says whether something remains
    ///   there
    public RecordReport record(Path directory) throws RecordException {
        Scrubber scrubber = new Scrubber(HostNames.of(host));
        RecordFolder folder = RecordFolder.create(directory, scrubber::path);
        HostCopy copy = new HostCopy(host, folder, scrubber);
        List<String> leftOut = new ArrayList<>();
        try {
            new RecordedFiles(copy).copy();
            devices(copy, "/sys/devices", 0);
            copy.binary("/sys/firmware/acpi/tables/FACP", TABLE_LIMIT_BYTES);
            for (RecordedService service : RecordedServices.of(host)) {
                RecordedService.Answers answers = service.ask();
                for (Map.Entry<String, String> file : answers.files().entrySet()) {
                    String text = ForeignWords.without(file.getKey(), file.getValue(), scrubber);
                    folder.text(file.getKey(), scrubber.scrub(file.getKey(), text));
                }
                leftOut.addAll(answers.leftOut());
            }
        } catch (IOException e) {
            throw new RecordException(
                    "the record could not be written: %s; an unfinished one is left in %s"
                            .formatted(e, directory),
                    e);
        }
        leftOut.addAll(0, copy.leftOut());
        return new RecordReport(folder.files(), scrubber.scrubbed(), leftOut);
    }

    /// All devices with a wake switch. RTCs and network interfaces come with their class.
    private void devices(HostCopy copy, String path, int level) throws IOException {
        if (level == MOST_LEVELS
                || path.equals("/sys/devices/system")
                || path.equals("/sys/devices/virtual")) {
            return;
        }
        for (String name : host.folders(path).toOptional().orElse(List.of())) {
            String device = path + "/" + name;
            if (name.equals("power")) {
                if (host.exists(device + "/wakeup")) {
                    copy.device(path);
                }
            } else {
                devices(copy, device, level + 1);
            }
        }
    }
}
