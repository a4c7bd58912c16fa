package dev.lungfish.cli.command;

import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.agent.report.WakeDevicesReport;
import dev.lungfish.api.DeviceChange;
import dev.lungfish.api.DeviceOrder;
import dev.lungfish.api.HostSession;
import dev.lungfish.api.ServiceException;
import dev.lungfish.api.WakeDeviceStatus;
import dev.lungfish.linux.tree.NotARecordException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `lungfish wake-devices`: shows and switches the devices that can wake the host.
final class WakeDevicesCommand implements Command {
    @Override
    public CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name("wake-devices");
        spec.usageMessage()
                .description(
                        "Tells which devices can wake the host and how often each ended a sleep"
                                + " before its time, and switches them (docs/wake.md). DEVICE is"
                                + " the kernel's name or what people call it: lid, power button.");
        for (DeviceChange change : DeviceChange.values()) {
            spec.addOption(
                    OptionSpec.builder(option(change))
                            .paramLabel("DEVICE")
                            .type(String.class)
                            .description(
                                    switch (change) {
                                        case ON -> "let it wake the host";
                                        case OFF -> "let it not wake the host";
                                        case QUIET -> "switch it off for sleeps alone";
                                        case LOUD -> "switch it off for sleeps no more";
                                    })
                            .build());
        }
        return spec;
    }

    private static String option(DeviceChange change) {
        return "--" + change.spelling();
    }

    @Override
    public boolean asksDaemons() {
        return true;
    }

    @Override
    public ExitCode run(ParseResult arguments, SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException, ServiceException {
        List<DeviceOrder> orders = new ArrayList<>();
        for (DeviceChange change : DeviceChange.values()) {
            if (arguments.hasMatchedOption(option(change))) {
                orders.add(
                        new DeviceOrder(arguments.matchedOptionValue(option(change), ""), change));
            }
        }
        if (orders.size() > 1) {
            throw new ParameterException(
                    arguments.commandSpec().commandLine(),
                    "--on, --off, --quiet and --loud exclude each other");
        }
        try (HostSession host = Sessions.open(shared, orders.isEmpty(), output)) {
            if (orders.isEmpty()) {
                List<WakeDeviceStatus> found = host.devices();
                output.show(
                        shared.json()
                                ? WakeDevicesReport.json(found)
                                : WakeDevicesReport.text(found));
            } else {
                output.show(WakeOnLanCommand.lines(host.switchDevice(orders.getFirst())));
            }
            return ExitCode.OK;
        }
    }
}
