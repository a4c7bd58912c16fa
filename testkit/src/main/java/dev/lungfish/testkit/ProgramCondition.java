package dev.lungfish.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/// Evaluates [NeedsProgram].
final class ProgramCondition implements ExecutionCondition {
    private static final List<String> PLACES = List.of("/usr/sbin", "/sbin");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), NeedsProgram.class)
                .map(ProgramCondition::evaluate)
                .orElseGet(() -> ConditionEvaluationResult.enabled("no program needed"));
    }

    private static ConditionEvaluationResult evaluate(NeedsProgram needs) {
        List<String> missing =
                Arrays.stream(needs.value()).filter(name -> !installed(name)).toList();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled(
                    "installed: " + String.join(", ", needs.value()));
        }
        String reason =
                "not installed: %s (apt-get install %s)"
                        .formatted(String.join(", ", missing), needs.install());
        if ("1".equals(System.getenv("LUNGFISH_REQUIRE_PEERS"))) {
            throw new ExtensionConfigurationException(reason);
        }
        return ConditionEvaluationResult.disabled(reason);
    }

    private static boolean installed(String name) {
        if (name.startsWith("/")) {
            return Files.exists(Path.of(name));
        }
        String path = System.getenv().getOrDefault("PATH", "/usr/bin");
        return Stream.concat(Arrays.stream(path.split(":")), PLACES.stream())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }
}
