package dev.lungfish.linux.blockers;

import dev.lungfish.core.procedure.request.GuestPolicy.PreparedGuest;
import dev.lungfish.linux.tree.HostTree;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Guests, one per line, as `virsh list --uuid --name` writes them: the UUID, then the name. Older
/// versions write only the UUID.
final class GuestList {
    private static final Pattern LINE =
            Pattern.compile("([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})(?:\\s+(.*))?");

    private GuestList() {}

    /// @throws IllegalArgumentException if a line names no guest
    static List<PreparedGuest> parse(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(GuestList::guest)
                .toList();
    }

    private static PreparedGuest guest(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a UUID and a name expected, found " + HostTree.quote(line));
        }
        String uuid = matcher.group(1);
        return new PreparedGuest(uuid, matcher.group(2) == null ? uuid : matcher.group(2));
    }
}
