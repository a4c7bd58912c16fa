package dev.lungfish.rpc;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.reason.Spelled;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.libvirt.xdr.XdrDecoder;
import dev.lungfish.libvirt.xdr.XdrEncoder;
import dev.lungfish.libvirt.xdr.XdrException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A reason: its code, its parameters, and the sentence and the remedy of whoever knows the code.
/// What is read is a [ReceivedReason].
record ReasonForm(Bounds bounds) implements WireForm {
    private static final int TEXT = 0;
    private static final int NUMBER = 1;
    private static final int FRACTION = 2;
    private static final int TRUTH = 3;
    private static final int LIST = 4;
    private static final int REASON = 5;

    /// Reasons have reasons, and these have others; not without end.
    private static final int DEEPEST = 16;

    private static final String DECLARATION =
            """
            union value switch (int kind) {
                case 0: string text<>;
                case 1: hyper number;
                case 2: double fraction;
                case 3: bool truth;
                case 4: value list<>;
                case 5: reason reason;
            };
            struct parameter {
                string name<>;
                value value;
            };
            struct reason {
                string code<>;
                parameter parameters<>;
                string sentence<>;
                string remedy<>;
            };
            """;

    @Override
    public void encode(XdrEncoder encoder, Object value) {
        Reason reason = (Reason) value;
        text(encoder, reason.code());
        List<Reason.Parameter> parameters =
                reason.parameters().stream()
                        .filter(parameter -> !parameter.value().equals(Optional.empty()))
                        .toList();
        encoder.int32(bounded(parameters));
        for (Reason.Parameter parameter : parameters) {
            text(encoder, parameter.name());
            write(encoder, parameter.value());
        }
        text(encoder, ReasonText.sentence(reason));
        text(encoder, ReasonText.remedy(reason));
    }

    private void write(XdrEncoder encoder, Object value) {
        switch (value) {
            case Optional<?> optional -> write(encoder, optional.isPresent() ? optional.get() : "");
            case Boolean truth -> {
                encoder.int32(TRUTH);
                encoder.bool(truth);
            }
            case Double fraction -> {
                encoder.int32(FRACTION);
                encoder.float64(fraction);
            }
            case Number number -> {
                encoder.int32(NUMBER);
                encoder.int64(number.longValue());
            }
            case Collection<?> list -> {
                encoder.int32(LIST);
                encoder.int32(bounded(list));
                list.forEach(item -> write(encoder, item));
            }
            case Reason reason -> {
                encoder.int32(REASON);
                encode(encoder, reason);
            }
            default -> {
                encoder.int32(TEXT);
                text(
                        encoder,
                        value instanceof Spelled || value instanceof Enum<?>
                                ? EnumForm.word(value)
                                : value.toString());
            }
        }
    }

    private int bounded(Collection<?> values) {
        if (values.size() > bounds.items().most()) {
            throw new IllegalArgumentException("a reason with " + values.size() + " parameters");
        }
        return values.size();
    }

    @Override
    public Object decode(XdrDecoder decoder) throws XdrException {
        return decode(decoder, 0);
    }

    private ReceivedReason decode(XdrDecoder decoder, int depth) throws XdrException {
        if (depth > DEEPEST) {
            throw new XdrException("reasons within reasons, more than " + DEEPEST + " deep");
        }
        String code = text(decoder, "code");
        List<Reason.Parameter> parameters = new ArrayList<>();
        for (int left = count(decoder); left > 0; left--) {
            parameters.add(new Reason.Parameter(text(decoder, "name"), value(decoder, depth + 1)));
        }
        return new ReceivedReason(
                code, parameters, text(decoder, "sentence"), text(decoder, "remedy"));
    }

    private Object value(XdrDecoder decoder, int depth) throws XdrException {
        if (depth > DEEPEST) {
            throw new XdrException("values within values, more than " + DEEPEST + " deep");
        }
        int kind = decoder.int32("kind");
        return switch (kind) {
            case TEXT -> text(decoder, "text");
            case NUMBER -> decoder.int64("number");
            case FRACTION -> decoder.float64("fraction");
            case TRUTH -> decoder.bool("truth");
            case LIST -> {
                List<Object> items = new ArrayList<>();
                for (int left = count(decoder); left > 0; left--) {
                    items.add(value(decoder, depth + 1));
                }
                yield List.copyOf(items);
            }
            case REASON -> decode(decoder, depth + 1);
            default -> throw new XdrException("a value of kind " + kind + ", 0 to 5 expected");
        };
    }

    private int count(XdrDecoder decoder) throws XdrException {
        int count = decoder.int32("count");
        if (count < 0 || count > bounds.items().most() || count > decoder.remaining()) {
            throw new XdrException("a reason announces " + count + " items");
        }
        return count;
    }

    private void text(XdrEncoder encoder, String text) {
        encoder.string("text", text, bounds.text());
    }

    private String text(XdrDecoder decoder, String field) throws XdrException {
        return decoder.string(field, bounds.text());
    }

    @Override
    public String field(String name) {
        return "reason " + name;
    }

    @Override
    public void declare(Map<String, String> types) {
        types.putIfAbsent("reason", DECLARATION);
    }
}
