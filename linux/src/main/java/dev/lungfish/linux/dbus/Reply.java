package dev.lungfish.linux.dbus;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The values of a reply or a signal, read one after the other. Valid only while its [ReplyReader]
/// runs.
public final class Reply {
    /// More than any array that Lungfish reads: logind itself allows 8192 inhibitors.
    static final int MOST_ELEMENTS = 10_000;

    /// More than any string that Lungfish reads.
    static final int LONGEST_TEXT_BYTES = 64 * 1024;

    private static final byte STRING = 's';
    private static final byte OBJECT_PATH = 'o';
    private static final byte BOOLEAN = 'b';
    private static final byte UNSIGNED = 'u';
    private static final byte LONG_UNSIGNED = 't';
    private static final byte VARIANT = 'v';
    private static final byte ARRAY = 'a';
    private static final byte STRUCT = 'r';
    private static final byte ENTRY = 'e';

    private final SdBus library;
    private final MemorySegment message;
    private final Arena arena;

    Reply(SdBus library, MemorySegment message, Arena arena) {
        this.library = library;
        this.message = message;
        this.arena = arena;
    }

    /// The next value, a string (`s`).
    public String text() throws BusException {
        return text(STRING);
    }

    /// The next value, the path of an object (`o`).
    public String path() throws BusException {
        return text(OBJECT_PATH);
    }

    private String text(byte type) throws BusException {
        MemorySegment at = arena.allocate(ADDRESS);
        read(type, at);
        try {
            return at.get(ADDRESS, 0).reinterpret(LONGEST_TEXT_BYTES + 1L).getString(0);
        } catch (IndexOutOfBoundsException | IllegalArgumentException _) {
            throw new UnexpectedReplyException(
                    "a string longer than " + LONGEST_TEXT_BYTES + " bytes");
        }
    }

    /// The next value, a string in a variant (`v`): that of a property.
    public String variantText() throws BusException {
        enter(VARIANT, arena.allocateFrom("s"));
        String text = text();
        exit();
        return text;
    }

    /// The next value, an unsigned number of 32 bits (`u`).
    public long unsigned() throws BusException {
        MemorySegment at = arena.allocate(JAVA_INT);
        read(UNSIGNED, at);
        return Integer.toUnsignedLong(at.get(JAVA_INT, 0));
    }

    /// The next value, an unsigned number of 64 bits (`t`), as a signed one of as many.
    public long longUnsigned() throws BusException {
        MemorySegment at = arena.allocate(JAVA_LONG);
        read(LONG_UNSIGNED, at);
        return at.get(JAVA_LONG, 0);
    }

    /// The next value, a variant (`v`) that holds one of a known type.
    ///
    /// @param type the type of its value: `b`
    /// @param value reads the value
    /// @throws UnexpectedReplyException if it holds something else
    public <T> T variant(String type, ReplyReader<T> value) throws BusException {
        if (!enter(VARIANT, arena.allocateFrom(type))) {
            throw new UnexpectedReplyException("a variant expected, found none");
        }
        T read = value.read(this);
        exit();
        return read;
    }

    /// The next value, a boolean (`b`).
    public boolean flag() throws BusException {
        MemorySegment at = arena.allocate(JAVA_INT);
        read(BOOLEAN, at);
        return at.get(JAVA_INT, 0) != 0;
    }

    /// The next value, an array of structures.
    ///
    /// @param fields the types of the fields: `ssssuu`
    /// @param element reads the fields of one structure
    public <T> List<T> structures(String fields, ReplyReader<T> element) throws BusException {
        MemorySegment types = arena.allocateFrom(fields);
        enter(ARRAY, arena.allocateFrom("(" + fields + ")"));
        List<T> elements = new ArrayList<>();
        while (enter(STRUCT, types)) {
            if (elements.size() == MOST_ELEMENTS) {
                throw new UnexpectedReplyException(
                        "an array of more than " + MOST_ELEMENTS + " structures");
            }
            elements.add(element.read(this));
            exit();
        }
        exit();
        return List.copyOf(elements);
    }

    /// The next value, a variant (`v`) that holds an array of dictionaries (`aa{sv}`) with strings
    /// as values.
    ///
    /// @throws UnexpectedReplyException also if a value is no string
    public List<Map<String, String>> variantDictionaries() throws BusException {
        return variant("aa{sv}", Reply::dictionaries);
    }

    private List<Map<String, String>> dictionaries() throws BusException {
        MemorySegment entries = arena.allocateFrom("{sv}");
        MemorySegment entry = arena.allocateFrom("sv");
        enter(ARRAY, arena.allocateFrom("a{sv}"));
        List<Map<String, String>> all = new ArrayList<>();
        while (enter(ARRAY, entries)) {
            Map<String, String> one = new HashMap<>();
            while (enter(ENTRY, entry)) {
                one.put(text(), variantText());
                exit();
                if (one.size() + all.size() > MOST_ELEMENTS) {
                    throw new UnexpectedReplyException(
                            "more than %d entries".formatted(MOST_ELEMENTS));
                }
            }
            all.add(Map.copyOf(one));
            exit();
        }
        exit();
        return List.copyOf(all);
    }

    /// The next value, one structure.
    ///
    /// @param fields the types of the fields: `bs`
    public <T> T structure(String fields, ReplyReader<T> reader) throws BusException {
        enter(STRUCT, arena.allocateFrom(fields));
        T value = reader.read(this);
        exit();
        return value;
    }

    private void read(byte type, MemorySegment at) throws BusException {
        int result = library.read(message, type, at);
        if (result <= 0) {
            throw new UnexpectedReplyException(
                    "a value of type '" + (char) type + "' expected, found none");
        }
    }

    private boolean enter(byte type, MemorySegment contents) throws BusException {
        int result = library.enterContainer(message, type, contents);
        if (result < 0) {
            throw new UnexpectedReplyException(
                    "a container of type '" + (char) type + "' expected, found none");
        }
        return result > 0;
    }

    private void exit() throws BusException {
        if (library.exitContainer(message) < 0) {
            throw new UnexpectedReplyException("a container holds more than was expected");
        }
    }
}
