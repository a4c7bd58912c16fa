package dev.lungfish.controller.config;

import dev.lungfish.controller.openid.OpenIdSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where the API is served by TLS, and who is let in besides those whom the controller knows.
///
/// @param tls empty for nowhere
/// @param files its certificate and key; empty for one of the fleet's own authority
/// @param openId the provider whose users may call; empty for none
public record ApiSettings(
        Optional<InetSocketAddress> tls, Optional<Files> files, Optional<OpenIdSettings> openId) {
    private static final int USUAL_PORT = 16_517;

    /// PEM files: the certificate with its chain, and its key.
    public record Files(Path certificate, Path key) {}

    static ApiSettings read(SettingTable table, String file, List<SettingReason> problems) {
        InetSocketAddress unused = InetSocketAddress.createUnresolved("", USUAL_PORT);
        InetSocketAddress tls = table.address("api.tls", unused);
        String certificate = table.text("api.certificate", "");
        String key = table.text("api.key", "");
        if (certificate.isEmpty() != key.isEmpty()) {
            problems.add(
                    new SettingReason.ControllerSettingWrong(
                            file,
                            certificate.isEmpty() ? "api.certificate" : "api.key",
                            "a file, as the other one is named",
                            ""));
        }
        return new ApiSettings(
                tls.equals(unused) ? Optional.empty() : Optional.of(tls),
                certificate.isEmpty() || key.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Files(Path.of(certificate), Path.of(key))),
                OpenIdTable.read(table));
    }

    /// Without TLS everybody on the way could read tokens.
    static void requireLoopback(
            InetSocketAddress admin, String file, List<SettingReason> problems) {
        if (admin.isUnresolved() || !admin.getAddress().isLoopbackAddress()) {
            problems.add(
                    new SettingReason.ControllerSettingWrong(
                            file,
                            "controller.admin",
                            "an address of the loopback; api.tls is for others",
                            admin.toString()));
        }
    }
}
