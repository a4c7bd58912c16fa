package dev.lungfish.linux.record;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What a host, its interfaces and its users are called, read so that it can be left out.
///
/// @param hosts its names
/// @param macs of its interfaces
/// @param users names and full names of its people
record HostNames(List<String> hosts, List<String> macs, List<String> users) {
    /// The first user id of a person. **Source:** `UID_MIN` of `login.defs(5)`.
    private static final int FIRST_PERSON = 1000;

    private static final int NOBODY = 65_534;
    private static final int FIELDS = 5;
    private static final int FULL_NAME = 4;

    static HostNames of(HostTree host) {
        return new HostNames(
                Stream.of("/proc/sys/kernel/hostname", "/etc/hostname")
                        .map(host::line)
                        .map(Reading::toOptional)
                        .flatMap(Optional::stream)
                        .flatMap(name -> Stream.of(name, name.split("\\.", 2)[0]))
                        .filter(name -> !name.isEmpty() && !name.equals("(none)"))
                        .distinct()
                        .toList(),
                host.children("/sys/class/net").toOptional().orElse(List.of()).stream()
                        .flatMap(name ->
                                Stream.of("address", "perm_address")
                                        .map(file -> "/sys/class/net/" + name + "/" + file))
                        .map(file -> host.line(file).toOptional())
                        .flatMap(Optional::stream)
                        .map(String::strip)
                        .filter(mac -> mac.matches("(?i)(?:[0-9a-f]{2}:){5}[0-9a-f]{2}"))
                        .filter(mac -> !mac.equals("00:00:00:00:00:00"))
                        .distinct()
                        .toList(),
                host.text("/etc/passwd").toOptional().stream()
                        .flatMap(String::lines)
                        .map(line -> line.split(":", -1))
                        .filter(HostNames::isPerson)
                        .flatMap(fields ->
                                Stream.concat(
                                        Stream.of(fields[0]),
                                        Arrays.stream(fields[FULL_NAME].split(",", -1)).limit(1)))
                        .map(String::strip)
                        .filter(Predicate.not(String::isEmpty))
                        .distinct()
                        .toList());
    }

    private static boolean isPerson(String[] fields) {
        if (fields.length < FIELDS || !fields[2].matches("\\d{1,9}")) {
            return false;
        }
        int id = Integer.parseInt(fields[2]);
        return id >= FIRST_PERSON
                && id != NOBODY
                && !Reductions.GUEST_USERS.contains(fields[0] + ":");
    }
}
