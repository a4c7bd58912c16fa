package dev.lungfish.core.text;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReasonShape;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.reason.Spelled;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/// Sentences for people, of reasons. A sentence has no final full stop. Safe for use by several
/// threads.
///
/// The texts of the reasons of `dev.lungfish.core.sleep` stand in the bundle `sleep`, those of
/// another package of core in that of its name, and those of another module in that of the module.
/// A text without a suffix is the sentence, one with `.remedy` says what an administrator can do.
/// [Template] has the syntax. A value of an enumeration that is not shown as it is spelled has its
/// words there too: `wake-on-lan-mode.g`.
public final class ReasonText {
    private static final String BUNDLES = "dev.lungfish.core.text.";
    private static final ClassValue<Texts> TEXTS =
            new ClassValue<>() {
                @Override
                protected Texts computeValue(Class<?> type) {
                    return Texts.of(type);
                }
            };

    private static final ClassValue<Map<String, String>> WORDINGS =
            new ClassValue<>() {
                @Override
                protected Map<String, String> computeValue(Class<?> type) {
                    return wordings(type);
                }
            };

    private ReasonText() {}

    private record Texts(Template sentence, Template remedy) {
        static Texts of(Class<?> type) {
            ResourceBundle bundle = bundleOf(type);
            String code = ReasonShape.of(type).code();
            String remedy = code + ".remedy";
            return new Texts(
                    Template.parse(bundle.getString(code)),
                    Template.parse(bundle.containsKey(remedy) ? bundle.getString(remedy) : ""));
        }
    }

    /// The sentence.
    public static String sentence(Reason reason) {
        return reason instanceof ReceivedReason received
                ? received.sentence()
                : TEXTS.get(reason.getClass()).sentence().fill(reason.parameters());
    }

    /// What an administrator can do; empty where there is nothing to do.
    public static String remedy(Reason reason) {
        return reason instanceof ReceivedReason received
                ? received.remedy()
                : TEXTS.get(reason.getClass()).remedy().fill(reason.parameters());
    }

    /// The sentence with its remedy, where there is one, in parentheses.
    public static String withRemedy(Reason reason) {
        String remedy = remedy(reason);
        return remedy.isEmpty() ? sentence(reason) : sentence(reason) + " (to do: " + remedy + ")";
    }

    /// A sentence for each, with its remedy.
    public static List<String> each(List<? extends Reason> reasons) {
        return reasons.stream().map(ReasonText::withRemedy).toList();
    }

    /// Several sentences in one, each with its remedy.
    public static String joined(List<? extends Reason> reasons) {
        return String.join("; ", each(reasons));
    }

    /// A value in words: those of its bundle, or else its spelling.
    static String wording(Spelled value) {
        Class<?> type =
                value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
        return WORDINGS.get(type).getOrDefault(value.spelling(), value.spelling());
    }

    /// The words of the values of an enumeration, by their spelling.
    private static Map<String, String> wordings(Class<?> type) {
        String prefix = ReasonShape.code(type.getSimpleName()) + ".";
        try {
            ResourceBundle bundle = bundleOf(type);
            return bundle.keySet().stream()
                    .filter(key -> key.startsWith(prefix))
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    key -> key.substring(prefix.length()), bundle::getString));
        } catch (MissingResourceException _) {
            return Map.of(); // no reason and no value of the package has a text
        }
    }

    private static ResourceBundle bundleOf(Class<?> type) {
        return named(bundle(type));
    }

    /// All bundles are files: for a class of that name all jars would be searched, at each start.
    private static ResourceBundle named(String name) {
        return ResourceBundle.getBundle(
                BUNDLES + name,
                Locale.ROOT,
                ResourceBundle.Control.getControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /// The words of an event of the log.
    ///
    /// @param name `request-accepted`
    public static String event(String name) {
        return named("events").getString(name);
    }

    /// The name of the bundle with the texts of a class.
    public static String bundle(Class<?> type) {
        String[] words = type.getPackageName().split("\\.", -1);
        String module = words[2];
        return module.equals("core") ? words[3] : module;
    }
}
