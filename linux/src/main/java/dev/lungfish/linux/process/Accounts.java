package dev.lungfish.linux.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Optional;

/// Users, groups, and who is in which.
///
/// **Source:** getpwnam_r(3), getgrnam_r(3), getgrouplist(3); glibc `pwd.h` and `grp.h` for the
/// layouts, on machines of 64 bits.
public final class Accounts {
    /// Of all strings of an entry, the members of a group included.
    private static final long TEXTS_BYTES = 1024 * 1024;

    /// Two pointers, then the numbers.
    private static final long NUMBER = 16;

    private static final long SECOND_NUMBER = 20;
    private static final long ENTRY_BYTES = 64;

    /// The kernel's limit for a process.
    private static final int MOST_GROUPS = 65_536;

    private static final MethodHandle USER_BY_NAME =
            link(
                    "getpwnam_r",
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));

    private static final MethodHandle GROUP_BY_NAME =
            link(
                    "getgrnam_r",
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));

    private static final MethodHandle GROUPS_OF =
            link(
                    "getgrouplist",
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, ADDRESS));

    private Accounts() {}

    /// A user.
    ///
    /// @param id unsigned, as is the number of the group
    /// @param group the login group of the user
    public record User(String name, int id, int group) {}

    /// The user of a name; empty if there is none.
    public static Optional<User> user(String name) {
        return entry(USER_BY_NAME, name)
                .map(numbers -> new User(name, numbers.first(), numbers.second()));
    }

    /// The number of a group, unsigned; empty if there is none.
    public static Optional<Integer> group(String name) {
        return entry(GROUP_BY_NAME, name).map(Numbers::first);
    }

    /// Whether a user is a member of a group; false if one of them is not known.
    public static boolean isMember(String user, String group) {
        Optional<User> known = user(user);
        Optional<Integer> wanted = group(group);
        return known.isPresent()
                && wanted.isPresent()
                && Arrays.stream(groups(known.get())).anyMatch(id -> id == wanted.get());
    }

    private static int[] groups(User user) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment groups = arena.allocate(JAVA_INT, MOST_GROUPS);
            MemorySegment count = arena.allocateFrom(JAVA_INT, MOST_GROUPS);
            int found =
                    (int)
                            GROUPS_OF.invokeExact(
                                    arena.allocateFrom(user.name()), user.group(), groups, count);
            return found < 0
                    ? new int[] {user.group()}
                    : groups.asSlice(0, (long) found * Integer.BYTES).toArray(JAVA_INT);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a call of the C library threw", e);
        }
    }

    /// The first two numbers of an entry.
    private record Numbers(int first, int second) {}

    private static Optional<Numbers> entry(MethodHandle lookup, String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment entry = arena.allocate(ENTRY_BYTES, Long.BYTES);
            MemorySegment texts = arena.allocate(JAVA_BYTE, TEXTS_BYTES);
            MemorySegment result = arena.allocate(ADDRESS);
            int error =
                    (int)
                            lookup.invokeExact(
                                    arena.allocateFrom(name), entry, texts, TEXTS_BYTES, result);
            return error != 0 || result.get(ADDRESS, 0).address() == 0
                    ? Optional.empty()
                    : Optional.of(
                            new Numbers(
                                    entry.get(JAVA_INT, NUMBER),
                                    entry.get(JAVA_INT, SECOND_NUMBER)));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a call of the C library threw", e);
        }
    }

    private static MethodHandle link(String function, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(function), descriptor);
    }
}
