package dev.lungfish.linux.power;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.request.ModeFile;
import dev.lungfish.core.sleep.SleepReadings.HibernationReadings;
import dev.lungfish.core.sleep.Swap;
import dev.lungfish.linux.tree.HostFileException;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.HostWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The two files that name the place of an image: reads and changes them. A place that is named
/// already must be that of an active swap on a disk; where none is named, the only such swap is.
///
/// **Source:** Linux `Documentation/ABI/testing/sysfs-power`, `resume` and `resume_offset`, which
/// must be written in reverse order; `kernel/power/hibernate.c`, `resume_store()`, which after a
/// write looks for an image, and finds none in an active swap.
record ImagePlace(HostTree tree, HostWriter writer) {
    static final List<String> FILES =
            List.of(HibernationReader.RESUME_OFFSET, HibernationReader.RESUME);

    private static final String UNSET = "0:0";

    boolean holds(String file) {
        return FILES.contains(file);
    }

    /// The files that must be changed before an image is written, in the order of the writes.
    ///
    /// @throws HostFileException if the place that is named is that of no swap on a disk, or none
    ///   is named and there is not exactly one
    List<ModeFile> toName() throws HostFileException {
        HibernationReadings readings = new HibernationReader(tree).read();
        if (readings.resumeDevice() instanceof Reading.Absent<String>) {
            return List.of();
        }
        String device = value(readings.resumeDevice());
        Swap.Place place = place(readings);
        if (!device.equals(UNSET)) {
            return List.of();
        }
        List<ModeFile> files = new ArrayList<>();
        long offset = readings.resumeOffset().toOptional().orElse(0L);
        if (offset != place.offset()) {
            files.add(new ModeFile(HibernationReader.RESUME_OFFSET, Long.toString(offset)));
        }
        files.add(new ModeFile(HibernationReader.RESUME, device));
        return List.copyOf(files);
    }

    /// Names the place in a file that [#toName] gave, and reads it back.
    void name(String file) throws HostFileException {
        Swap.Place place = only(new HibernationReader(tree).read());
        write(
                file,
                file.equals(HibernationReader.RESUME)
                        ? place.device()
                        : Long.toString(place.offset()));
    }

    void restore(ModeFile file) throws HostFileException {
        if (!file.before().matches("\\d{1,18}|\\d{1,7}:\\d{1,7}")) {
            throw problem(file.file(), "no place to restore: " + HostTree.quote(file.before()));
        }
        write(file.file(), file.before());
    }

    private static Swap.Place place(HibernationReadings readings) throws HostFileException {
        String device = value(readings.resumeDevice());
        if (device.equals(UNSET)) {
            return only(readings);
        }
        Swap.Place named = new Swap.Place(device, readings.resumeOffset().toOptional().orElse(0L));
        boolean lasting =
                swaps(readings).stream()
                        .filter(swap -> swap.backing() == Swap.Backing.LASTING)
                        .anyMatch(swap ->
                                swap.place()
                                        .map(named::equals)
                                        .orElse(swap.inFile() && named.offset() > 0));
        if (!lasting) {
            throw problem(HibernationReader.RESUME, named + ", where no active swap on a disk is");
        }
        return named;
    }

    private static Swap.Place only(HibernationReadings readings) throws HostFileException {
        List<Swap.Place> places =
                swaps(readings).stream()
                        .filter(swap -> swap.backing() == Swap.Backing.LASTING)
                        .map(Swap::place)
                        .flatMap(Optional::stream)
                        .toList();
        if (places.size() != 1) {
            throw problem(
                    HibernationReader.RESUME,
                    "names no swap, and %s active swaps on disks could be named"
                            .formatted(places.size()));
        }
        return places.getFirst();
    }

    private static List<Swap> swaps(HibernationReadings readings) throws HostFileException {
        return value(readings.swaps());
    }

    private static <T> T value(Reading<T> reading) throws HostFileException {
        return reading.toOptional().orElseThrow(() -> problem(reading.source(), reading.found()));
    }

    private void write(String file, String value) throws HostFileException {
        Reading<String> before = tree.line(file);
        if (before.toOptional().filter(value::equals).isPresent()) {
            return;
        }
        writer.write(file, value + "\n");
        Reading<String> after = tree.line(file);
        if (after.toOptional().filter(value::equals).isEmpty()) {
            throw problem(file, "accepted '%s' and reads back %s".formatted(value, after.found()));
        }
    }

    private static HostFileException problem(String file, String found) {
        return new HostFileException(file, found, "");
    }
}
