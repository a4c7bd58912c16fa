package dev.lungfish.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReasonShape;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.text.Template;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every reason has a code of its own and a text that fits it.
class ReasonsTest {
    private static final ReasonCatalogue CATALOGUE = new ReasonCatalogue();
    private static final Path PAGE = Project.CHECKOUT.resolve("docs/reasons.md");

    @Test
    void reasonsAreRecordsOfASealedFamily() {
        assertThat(CATALOGUE.reasons).hasSizeGreaterThan(50);
        assertThat(CATALOGUE.reasons)
                .allSatisfy(reason -> {
                    assertThat(reason.isRecord()).as(reason + " is a record").isTrue();
                    assertThat(Modifier.isPublic(reason.getModifiers()))
                            .as(reason + " is public")
                            .isTrue();
                    Class<?> family = reason.getEnclosingClass();
                    assertThat(family).as("the family of " + reason).isNotNull();
                    assertThat(
                                    family != null
                                            && family.isSealed()
                                            && Modifier.isPublic(family.getModifiers())
                                            && Reason.class.isAssignableFrom(family))
                            .as(family + " is a public sealed family")
                            .isTrue();
                });
    }

    @Test
    void codesAreUnique() {
        Map<String, List<String>> byCode = new TreeMap<>();
        CATALOGUE.reasons.forEach(reason ->
                byCode.computeIfAbsent(ReasonShape.of(reason).code(), _ -> new ArrayList<>())
                        .add(reason.getName()));

        assertThat(byCode).hasSizeGreaterThan(50);
        assertThat(byCode.values()).allSatisfy(types -> assertThat(types).hasSize(1));
    }

    @Test
    void parametersAreData() {
        int parameters = 0;
        List<String> strange = new ArrayList<>();
        for (Class<?> reason : CATALOGUE.reasons) {
            for (RecordComponent component : reason.getRecordComponents()) {
                parameters++;
                if (ReasonCatalogue.type(component.getGenericType()).isEmpty()) {
                    strange.add(reason.getName() + ": " + component);
                }
            }
        }

        assertThat(parameters).isGreaterThan(50);
        assertThat(strange).isEmpty();
    }

    @Test
    void everyReasonHasATextThatFits() {
        List<String> wrong = new ArrayList<>();
        int places = 0;
        for (Class<?> reason : CATALOGUE.reasons) {
            Set<String> names = Set.copyOf(ReasonShape.of(reason).names());
            if (CATALOGUE.sentence(reason).filter(text -> !text.isBlank()).isEmpty()) {
                wrong.add(reason.getName() + " has no sentence");
            }
            for (String text :
                    Stream.of(CATALOGUE.sentence(reason), CATALOGUE.remedy(reason))
                            .flatMap(Optional::stream)
                            .toList()) {
                assertThatCode(() -> Template.parse(text)).as(text).doesNotThrowAnyException();
                Set<String> unknown = new TreeSet<>(Template.parse(text).names());
                places += unknown.size();
                unknown.removeAll(names);
                if (!unknown.isEmpty()) {
                    wrong.add(reason.getName() + " has no " + unknown + " of: " + text);
                }
                if (text.endsWith(".") && !text.endsWith("...")) {
                    wrong.add(reason.getName() + " ends with a full stop: " + text);
                }
            }
        }

        assertThat(places).isGreaterThan(50);
        assertThat(wrong).isEmpty();
    }

    @Test
    void noTextIsStale() {
        List<String> stale = new ArrayList<>();
        int keys = 0;
        for (String bundle : CATALOGUE.bundles.keySet()) {
            Set<String> known = new TreeSet<>();
            CATALOGUE.reasons.stream()
                    .filter(reason -> ReasonText.bundle(reason).equals(bundle))
                    .map(reason -> ReasonShape.of(reason).code())
                    .forEach(code -> known.addAll(List.of(code, code + ".remedy")));
            for (String key : CATALOGUE.bundles.get(bundle).stringPropertyNames()) {
                keys++;
                // A test of the log compares the words of its events; a problem is a place in a
                // file.
                boolean ofOthers = bundle.equals("events") || key.equals("problem");
                if (!ofOthers && !known.contains(key) && !CATALOGUE.isWording(key)) {
                    stale.add(bundle + ": " + key);
                }
            }
        }

        assertThat(keys).isGreaterThan(50);
        assertThat(stale).isEmpty();
    }

    @Test
    void thePageListsThemAll() throws IOException {
        if (Boolean.getBoolean("reasons.update")) {
            Files.writeString(PAGE, CATALOGUE.page());
        }

        assertThat(PAGE)
                .as("docs/reasons.md; its first lines say how it is written anew")
                .hasContent(CATALOGUE.page());
    }
}
