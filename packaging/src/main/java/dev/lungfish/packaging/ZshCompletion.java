package dev.lungfish.packaging;

/// The completion of zsh: it loads that of bash through bashcompinit (zshcompsys(1), "bash
/// completion functions").
final class ZshCompletion {
    private ZshCompletion() {}

    static String of(String program) {
        return """
        #compdef %1$s
        autoload -U +X bashcompinit && bashcompinit
        source /usr/share/bash-completion/completions/%1$s
        """
                .formatted(program);
    }
}
