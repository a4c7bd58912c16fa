package dev.lungfish.cli.command;

import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.agent.report.SanitizedText;
import dev.lungfish.api.ServiceException;
import dev.lungfish.cli.render.CapabilitiesJson;
import dev.lungfish.client.DaemonClient;
import dev.lungfish.inventory.capabilities.HostDocument;
import dev.lungfish.libvirt.capabilities.CapabilitiesWriter;
import dev.lungfish.libvirt.capabilities.Dialect;
import dev.lungfish.linux.tree.NotARecordException;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `lungfish capabilities`: writes libvirt's capabilities document of the host.
final class CapabilitiesCommand implements Command {
    private static final String DIALECT = "--dialect";

    @Override
    public CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name("capabilities");
        spec.usageMessage()
                .description(
                        "Writes the host's present capabilities as libvirt's XML document"
                                + " (docs/capabilities-format.md).");
        spec.addOption(
                OptionSpec.builder(DIALECT)
                        .paramLabel("libvirt|rfc")
                        .type(Dialect.class)
                        .description(
                                "the names in <power_management>: libvirt's released ones"
                                    + " (suspend_mem, ...; the default) or those of the 2011 RFC"
                                    + " (S3, S4)")
                        .build());
        return spec;
    }

    @Override
    public boolean asksDaemons() {
        return true;
    }

    @Override
    public boolean usesState() {
        return false;
    }

    @Override
    public ExitCode run(ParseResult arguments, SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException, ServiceException {
        Dialect dialect = arguments.matchedOptionValue(DIALECT, Dialect.LIBVIRT);
        if (shared.connect().isPresent()) {
            if (dialect != Dialect.LIBVIRT) {
                throw new ParameterException(
                        arguments.commandSpec().commandLine(),
                        "a daemon speaks the libvirt dialect alone: leave --dialect or --connect"
                                + " out");
            }
            return ofDaemon(shared, output);
        }
        HostDocument capabilities = shared.open().capabilities();
        capabilities.warnings().forEach(output::say);
        String document = CapabilitiesWriter.write(capabilities.document(), dialect);
        show(document, dialect, output);
        return ExitCode.OK;
    }

    private static ExitCode ofDaemon(SharedOptions shared, Output output) throws ServiceException {
        try (DaemonClient daemon = Sessions.named(shared, true).orElseThrow()) {
            show(daemon.capabilities(), Dialect.LIBVIRT, output);
            return ExitCode.OK;
        }
    }

    private static void show(String document, Dialect dialect, Output output) {
        output.show(
                output.json()
                        ? CapabilitiesJson.render(dialect.name().toLowerCase(Locale.ROOT), document)
                        : SanitizedText.ofXml(document));
    }
}
