package dev.lungfish.architecture;

import dev.lungfish.agent.config.Problem;
import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.power.CpuSet;
import dev.lungfish.core.power.Frequency;
import dev.lungfish.core.power.Power;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReasonShape;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.reason.Spelled;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.wake.MacAddress;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All reasons of the project with their texts, and the page that lists them.
final class ReasonCatalogue {
    private static final Path BUNDLES =
            Project.CHECKOUT.resolve("core/src/main/resources/dev/lungfish/core/text");

    private static final Map<Class<?>, String> TYPES =
            Map.ofEntries(
                    Map.entry(String.class, "text"),
                    Map.entry(int.class, "number"),
                    Map.entry(Integer.class, "number"),
                    Map.entry(long.class, "number"),
                    Map.entry(Long.class, "number"),
                    Map.entry(double.class, "number"),
                    Map.entry(Double.class, "number"),
                    Map.entry(boolean.class, "boolean"),
                    Map.entry(Boolean.class, "boolean"),
                    Map.entry(Duration.class, "duration"),
                    Map.entry(Instant.class, "time"),
                    Map.entry(LocalTime.class, "time of day"),
                    Map.entry(MacAddress.class, "MAC address"),
                    Map.entry(CpuSet.class, "processors"),
                    Map.entry(Frequency.class, "frequency"),
                    Map.entry(Power.class, "power"),
                    Map.entry(ByteCount.class, "bytes"));

    /// What bears the code and the text of another reason.
    private static final Set<Class<?>> WITHOUT_TEXT = Set.of(ReceivedReason.class, Problem.class);

    /// The classes that implement [Reason], in the order in which they are declared.
    final List<Class<?>> reasons =
            implementing(Reason.class)
                    .filter(type -> !WITHOUT_TEXT.contains(type))
                    .sorted(Comparator.comparing(ReasonCatalogue::family))
                    .toList();

    /// The enumerations whose values can be parameters.
    final List<Class<?>> spelled = implementing(Spelled.class).toList();

    /// The texts by bundle and key.
    final SortedMap<String, Properties> bundles = bundles();

    private static Stream<Class<?>> implementing(Class<?> type) {
        return Project.CLASSES.stream()
                .filter(found -> found.isAssignableTo(type) && !found.isInterface())
                .<Class<?>>map(found -> found.reflect())
                .filter(found -> !found.isAnonymousClass());
    }

    private static String family(Class<?> reason) {
        Class<?> family = reason.getEnclosingClass();
        return family == null
                ? reason.getName()
                : "%s %04d".formatted(family.getName(), position(reason, family));
    }

    private static int position(Class<?> reason, Class<?> family) {
        Class<?>[] members = family.getPermittedSubclasses();
        return members == null ? 0 : Arrays.asList(members).indexOf(reason);
    }

    private static SortedMap<String, Properties> bundles() {
        SortedMap<String, Properties> bundles = new TreeMap<>();
        try (Stream<Path> files = Files.list(BUNDLES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".properties")).toList()) {
                Properties texts = new Properties();
                try (Reader reader = Files.newBufferedReader(file)) {
                    texts.load(reader);
                }
                bundles.put(BUNDLES.relativize(file).toString().replace(".properties", ""), texts);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bundles;
    }

    Optional<String> sentence(Class<?> reason) {
        return text(reason, "");
    }

    Optional<String> remedy(Class<?> reason) {
        return text(reason, ".remedy");
    }

    private Optional<String> text(Class<?> reason, String suffix) {
        Properties texts = bundles.getOrDefault(ReasonText.bundle(reason), new Properties());
        return Optional.ofNullable(texts.getProperty(ReasonShape.of(reason).code() + suffix));
    }

    /// The type of a parameter as readers of JSON know it; empty where no reason may have it.
    static Optional<String> type(Type type) {
        return switch (type) {
            case ParameterizedType generic when generic.getRawType() == Optional.class ->
                    type(generic.getActualTypeArguments()[0]).map(word -> word + ", if any");
            case ParameterizedType generic
                    when generic.getRawType() instanceof Class<?> raw
                            && Collection.class.isAssignableFrom(raw) ->
                    type(generic.getActualTypeArguments()[0]).map(word -> "list of " + word);
            case WildcardType any -> type(any.getUpperBounds()[0]);
            case Class<?> plain when TYPES.containsKey(plain) ->
                    Optional.of(Objects.requireNonNull(TYPES.get(plain)));
            case Class<?> plain when Reason.class.isAssignableFrom(plain) -> Optional.of("reason");
            case Class<?> plain when Spelled.class.isAssignableFrom(plain) && plain.isEnum() ->
                    Optional.of(
                            Arrays.stream(plain.getEnumConstants())
                                    .map(value -> "`" + ((Spelled) value).spelling() + "`")
                                    .collect(Collectors.joining("/")));
            default -> Optional.empty();
        };
    }

    /// The page `docs/reasons.md`.
    String page() {
        StringBuilder page = new StringBuilder();
        page.append(
                """
                # Reasons

                Every refusal, verdict, outcome and warning has a code that never changes, and parameters. JSON answers, the
                journal, the log and the wire carry both beside the sentence ([JSON](json.md)). The sentence and the remedy are
                made of the texts below: `{name}` is a parameter, `{name?yes|no}` a choice, `{name:remedy}` a reason with its
                remedy and `{name:to-do}` its remedy alone. `uncoded` is the code of a sentence that version 0.1.0 wrote.

                This page is made from the code: `./build -pl architecture -am test -Dtest=ReasonsTest -Dreasons.update=true
                -Dsurefire.failIfNoSpecifiedTests=false` writes it anew.
                """);
        bundles.keySet().forEach(bundle -> append(page, bundle));
        return page.toString();
    }

    private void append(StringBuilder page, String bundle) {
        page.append("\n## ").append(bundle).append("\n\n");
        page.append("| code | parameters | sentence | remedy |\n|---|---|---|---|\n");
        reasons.stream()
                .filter(reason -> ReasonText.bundle(reason).equals(bundle))
                .forEach(reason ->
                        page.append(
                                "| `%s` | %s | %s | %s |\n"
                                        .formatted(
                                                ReasonShape.of(reason).code(),
                                                parameters(reason),
                                                cell(sentence(reason)),
                                                cell(remedy(reason)))));
        List<String> words =
                bundles.getOrDefault(bundle, new Properties()).stringPropertyNames().stream()
                        .filter(this::isWording)
                        .sorted()
                        .toList();
        if (!words.isEmpty()) {
            page.append("\nValues that sentences show in other words:\n\n");
            words.forEach(key -> page.append("- `%s`: %s\n".formatted(key, text(bundle, key))));
        }
    }

    private String text(String bundle, String key) {
        return bundles.getOrDefault(bundle, new Properties()).getProperty(key, "");
    }

    /// Whether a key is that of a value of an enumeration.
    boolean isWording(String key) {
        return spelled.stream()
                .filter(Class::isEnum)
                .anyMatch(type ->
                        Arrays.stream(type.getEnumConstants())
                                .anyMatch(value -> key.equals(wordingKey(type, (Spelled) value))));
    }

    private static String wordingKey(Class<?> type, Spelled value) {
        return ReasonShape.code(type.getSimpleName()) + "." + value.spelling();
    }

    private static String parameters(Class<?> reason) {
        return Arrays.stream(reason.getRecordComponents())
                .map(ReasonCatalogue::parameter)
                .collect(Collectors.joining("<br>"));
    }

    private static String parameter(RecordComponent component) {
        return "`" + component.getName() + "`: " + type(component.getGenericType()).orElse("?");
    }

    private static String cell(Optional<String> text) {
        return text.filter(words -> !words.isEmpty())
                .map(words -> "`" + words.replace("|", "\\|") + "`")
                .orElse("");
    }
}
