package dev.lungfish.rpc;

import dev.lungfish.core.reason.Spelled;
import dev.lungfish.libvirt.xdr.Limit;
import dev.lungfish.libvirt.xdr.XdrDecoder;
import dev.lungfish.libvirt.xdr.XdrEncoder;
import dev.lungfish.libvirt.xdr.XdrException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// An enumeration, by its words.
record EnumForm(String name, Class<?> type) implements WireForm {
    private static final Limit WORD = new Limit("bytes of a word", 64);

    static String word(Object value) {
        return value instanceof Spelled spelled
                ? spelled.spelling()
                : ((Enum<?>) value).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public void encode(XdrEncoder encoder, Object value) {
        encoder.string(name, word(value), WORD);
    }

    @Override
    public Object decode(XdrDecoder decoder) throws XdrException {
        String word = decoder.string(name, WORD);
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> word(value).equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new XdrException(
                                "%s '%s': one of %s expected".formatted(name, word, words(", "))));
    }

    private String words(String between) {
        return Arrays.stream(type.getEnumConstants())
                .map(EnumForm::word)
                .collect(Collectors.joining(between));
    }

    @Override
    public String field(String field) {
        return name + " " + field;
    }

    @Override
    public void declare(Map<String, String> types) {
        types.putIfAbsent(name, "word %s { %s };\n".formatted(name, words(", ")));
    }
}
