package dev.lungfish.core.text;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReasonShape;
import dev.lungfish.core.reason.ReceivedReason;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/// Sentences for people, of reasons. A sentence has no final full stop. Safe for use by several
/// threads.
///
/// The texts of the reasons of `dev.lungfish.core.sleep` stand in the bundle `sleep`, those of
/// another package of core in that of its name, and those of another module in that of the module.
/// A text without a suffix is the sentence, one with `.remedy` says what an administrator can do.
/// [Template] has the syntax.
public final class ReasonText {
    private static final String BUNDLES = "dev.lungfish.core.text.";
    private static final ClassValue<Texts> TEXTS =
            new ClassValue<>() {
                @Override
                protected Texts computeValue(Class<?> type) {
                    return Texts.of(type);
                }
            };

    private ReasonText() {}

    private record Texts(Template sentence, Template remedy) {
        static Texts of(Class<?> type) {
            ResourceBundle bundle = ResourceBundle.getBundle(BUNDLES + bundle(type), Locale.ROOT);
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
        return remedy.isEmpty() ? sentence(reason) : sentence(reason) + " (" + remedy + ")";
    }

    /// Several sentences in one, each with its remedy.
    public static String joined(List<? extends Reason> reasons) {
        return reasons.stream().map(ReasonText::withRemedy).collect(Collectors.joining("; "));
    }

    /// The name of the bundle with the texts of a class.
    static String bundle(Class<?> type) {
        String[] words = type.getPackageName().split("\\.", -1);
        String module = words[2];
        return module.equals("core") ? words[3] : module;
    }
}
