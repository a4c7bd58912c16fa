package dev.lungfish.core.text;

import dev.lungfish.core.reason.Reason.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A text with places for parameters.
///
/// - `{swap}` is the value of the parameter `swap`, as [ValueText] writes it.
/// - `{cause:remedy}` is a reason, or reasons, each with its remedy; `{cause:to-do}` is the remedy
///   alone.
/// - `{mode:spelling}` is a value as JSON has it, not as the bundle words it.
/// - `{device?on {device}|nowhere}` is the first text where there is a value (not empty, not
///   false), else the second, which may be left out.
/// - `{causes:to-do?...|...}` asks whether there is a remedy.
/// - `{support=unknown?...|...}` compares the value as JSON has it.
/// - `{{`, `}}` and `||` are the characters themselves; within a choice `}}` is two ends.
public final class Template {
    private final List<Part> parts;

    private sealed interface Part {
        record Text(String text) implements Part {}

        record Value(String name, ValueText form) implements Part {}

        record Choice(Value value, Optional<String> equal, Template yes, Template no)
                implements Part {}
    }

    private Template(List<Part> parts) {
        this.parts = parts;
    }

    /// Understands a text.
    ///
    /// @throws IllegalArgumentException where a brace is open or names nothing
    public static Template parse(String text) {
        Parser parser = new Parser(text);
        Template template = parser.template(false);
        parser.expectEnd();
        return template;
    }

    /// The names of all parameters that it mentions.
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (Part part : parts) {
            switch (part) {
                case Part.Text _ -> {}
                case Part.Value(String name, _) -> names.add(name);
                case Part.Choice(Part.Value value, _, Template yes, Template no) -> {
                    names.add(value.name());
                    names.addAll(yes.names());
                    names.addAll(no.names());
                }
            }
        }
        return names;
    }

    /// The text with values.
    ///
    /// @throws IllegalStateException where it mentions a parameter that is not there
    String fill(List<Parameter> parameters) {
        return parts.stream().map(part -> fill(part, parameters)).collect(Collectors.joining());
    }

    private static String fill(Part part, List<Parameter> parameters) {
        return switch (part) {
            case Part.Text(String text) -> text;
            case Part.Value(String name, ValueText form) -> form.of(value(name, parameters));
            case Part.Choice(
                            Part.Value(String name, ValueText form),
                            Optional<String> equal,
                            Template yes,
                            Template no) -> {
                String value = form.of(value(name, parameters));
                boolean chosen = equal.map(value::equals).orElse(!value.isEmpty());
                yield (chosen ? yes : no).fill(parameters);
            }
        };
    }

    private static Object value(String name, List<Parameter> parameters) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no parameter " + name))
                .value();
    }

    private static final class Parser {
        private final String text;
        private int at;

        private Parser(String text) {
            this.text = text;
        }

        private Template template(boolean inside) {
            List<Part> parts = new ArrayList<>();
            StringBuilder plain = new StringBuilder();
            while (at < text.length()) {
                char c = text.charAt(at);
                if (isDoubled(c) && !(inside && c == '}')) {
                    plain.append(c);
                    at += 2;
                } else if (c == '{') {
                    at++;
                    if (!plain.isEmpty()) {
                        parts.add(new Part.Text(plain.toString()));
                        plain.setLength(0);
                    }
                    parts.add(place());
                } else if (inside && (c == '|' || c == '}')) {
                    break;
                } else if (c == '}') {
                    throw wrong("a brace that closes nothing");
                } else {
                    plain.append(c);
                    at++;
                }
            }
            if (!plain.isEmpty()) {
                parts.add(new Part.Text(plain.toString()));
            }
            return new Template(parts);
        }

        private boolean isDoubled(char c) {
            return "{}|".indexOf(c) >= 0 && at + 1 < text.length() && text.charAt(at + 1) == c;
        }

        private Part place() {
            String name = until("?:=}");
            if (name.isEmpty()) {
                throw wrong("a place without a name");
            }
            ValueText form = form();
            if (peek('=')) {
                at++;
                return choice(name, ValueText.SPELLING, Optional.of(until("?}")));
            }
            if (peek('?')) {
                return choice(name, form, Optional.empty());
            }
            expect('}');
            return new Part.Value(name, form);
        }

        private ValueText form() {
            if (!peek(':')) {
                return ValueText.SENTENCE;
            }
            at++;
            String form = until("?=}");
            return switch (form) {
                case "remedy" -> ValueText.WITH_REMEDY;
                case "to-do" -> ValueText.REMEDY;
                case "spelling" -> ValueText.SPELLING;
                default -> throw wrong("the unknown form '" + form + "'");
            };
        }

        private Part choice(String name, ValueText form, Optional<String> equal) {
            expect('?');
            Template yes = template(true);
            Template no = new Template(List.of());
            if (peek('|')) {
                at++;
                no = template(true);
            }
            expect('}');
            return new Part.Choice(new Part.Value(name, form), equal, yes, no);
        }

        private String until(String ends) {
            int start = at;
            while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(start, at);
        }

        private boolean peek(char c) {
            return at < text.length() && text.charAt(at) == c;
        }

        private void expect(char c) {
            if (!peek(c)) {
                throw wrong("'" + c + "' is missing");
            }
            at++;
        }

        private void expectEnd() {
            if (at < text.length()) {
                throw wrong("more than a text");
            }
        }

        private IllegalArgumentException wrong(String what) {
            return new IllegalArgumentException(what + " at " + at + " of: " + text);
        }
    }
}
