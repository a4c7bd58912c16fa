package dev.lungfish.agent.wake;

import dev.lungfish.core.wake.WakeOnLan;
import dev.lungfish.core.wake.WakeOnLanMode;
import dev.lungfish.core.wake.WakePassword;
import dev.lungfish.state.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/// The persisted settings of one NIC, and its earlier ones.
///
/// @param name of its interface
/// @param wanted the persisted modes
/// @param password the persisted password, if the modes need one
/// @param before its earlier modes
/// @param passwordBefore its earlier password
/// @param switched the file of the device's wake switch where that was switched on for it; empty if
///   it was on already, or there is none
record StoredNicSetting(
        String name,
        Set<WakeOnLanMode> wanted,
        Optional<WakePassword> password,
        Set<WakeOnLanMode> before,
        Optional<WakePassword> passwordBefore,
        Optional<String> switched) {
    StoredNicSetting {
        wanted = Set.copyOf(wanted);
        before = Set.copyOf(before);
    }

    StoredNicSetting wanting(Set<WakeOnLanMode> modes, Optional<WakePassword> secret) {
        return new StoredNicSetting(name, modes, secret, before, passwordBefore, switched);
    }

    StoredNicSetting switchedBy(String file) {
        return new StoredNicSetting(
                name, wanted, password, before, passwordBefore, Optional.of(file));
    }

    void write(JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("interface", name);
        json.writeStringProperty("wanted", WakeOnLan.letters(wanted));
        password.ifPresent(secret -> json.writeStringProperty("password", secret.written()));
        json.writeStringProperty("before", WakeOnLan.letters(before));
        passwordBefore.ifPresent(
                secret -> json.writeStringProperty("passwordBefore", secret.written()));
        switched.ifPresent(file -> json.writeStringProperty("switched", file));
        json.writeEndObject();
    }

    static StoredNicSetting read(JsonObject json) {
        return new StoredNicSetting(
                json.text("interface"),
                WakeOnLan.modesOfLetters(json.text("wanted")),
                json.maybe("password", name -> WakePassword.parse(json.text(name))),
                WakeOnLan.modesOfLetters(json.text("before")),
                json.maybe("passwordBefore", name -> WakePassword.parse(json.text(name))),
                json.maybe("switched", json::text));
    }
}
