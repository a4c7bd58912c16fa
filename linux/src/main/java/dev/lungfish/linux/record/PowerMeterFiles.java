package dev.lungfish.linux.record;

import java.io.IOException;

/// The sensors of power of a record.
final class PowerMeterFiles {
    private static final String FOLDER = "/sys/class/hwmon";

    private final HostCopy copy;

    PowerMeterFiles(HostCopy copy) {
        this.copy = copy;
    }

    void copy() throws IOException {
        for (String device : copy.entries(FOLDER)) {
            var folder = copy.link(FOLDER + "/" + device);
            if (folder.isPresent()) {
                copy.texts(
                        folder.get(),
                        copy.entries(folder.get()).stream()
                                .filter(file ->
                                        file.matches("name|power\\d{1,4}_(average|input|label)"))
                                .toList());
            }
        }
    }
}
