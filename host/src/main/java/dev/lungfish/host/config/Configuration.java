package dev.lungfish.host.config;

import dev.lungfish.core.sleep.AdministratorPolicy;

/// What an administrator has configured.
///
/// @param policy section `[sleep]`: what is forbidden
public record Configuration(AdministratorPolicy policy) {

    /// What holds where there is no file.
    static Configuration none() {
        return new Configuration(AdministratorPolicy.allowsAll());
    }
}
