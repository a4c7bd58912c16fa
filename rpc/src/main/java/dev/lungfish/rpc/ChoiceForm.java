package dev.lungfish.rpc;

import dev.lungfish.libvirt.xdr.Limit;
import dev.lungfish.libvirt.xdr.XdrDecoder;
import dev.lungfish.libvirt.xdr.XdrEncoder;
import dev.lungfish.libvirt.xdr.XdrException;
import java.util.List;
import java.util.Map;

/// A sealed interface: a word that says which record follows.
///
/// @param name in XDR's language
record ChoiceForm(String name, List<Case> cases) implements WireForm {
    private static final Limit WORD = new Limit("bytes of a word", 64);

    ChoiceForm {
        cases = List.copyOf(cases);
    }

    /// One of the records.
    record Case(String word, Class<?> type, WireForm form) {}

    @Override
    public void encode(XdrEncoder encoder, Object value) {
        Case chosen =
                cases.stream()
                        .filter(one -> one.type().isInstance(value))
                        .findFirst()
                        .orElseThrow(
                                () -> new IllegalArgumentException("no " + name + ": " + value));
        encoder.string(name, chosen.word(), WORD);
        chosen.form().encode(encoder, value);
    }

    @Override
    public Object decode(XdrDecoder decoder) throws XdrException {
        String word = decoder.string(name, WORD);
        for (Case one : cases) {
            if (one.word().equals(word)) {
                return one.form().decode(decoder);
            }
        }
        throw new XdrException(
                "%s '%s': one of %s expected"
                        .formatted(name, word, cases.stream().map(Case::word).toList()));
    }

    @Override
    public String field(String field) {
        return name + " " + field;
    }

    @Override
    public void declare(Map<String, String> types) {
        if (types.containsKey(name)) {
            return;
        }
        types.put(name, "");
        StringBuilder text = new StringBuilder("union " + name + " switch (word) {\n");
        for (Case one : cases) {
            one.form().declare(types);
            text.append(
                    "    case \"%s\": %s;\n".formatted(one.word(), one.form().field("").strip()));
        }
        types.remove(name);
        types.put(name, text.append("};\n").toString());
    }
}
