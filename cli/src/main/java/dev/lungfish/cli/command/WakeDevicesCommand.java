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
                        "Lists the devices that can wake the host and how often each ended a sleep"
                                + " early, and switches them (docs/wake.md). DEVICE is the kernel's"
                                + " name or the usual one: lid, power button.");
        for (DeviceChange change : DeviceChange.values()) {
            spec.addOption(
                    OptionSpec.builder(option(change))
                            .paramLabel("DEVICE")
                            .type(String.class)
                            .description(
                                    switch (change) {
                                        case ON -> "allow it to wake the host";
                                        case OFF -> "forbid it to wake the host";
                                        case QUIET ->
                                                "disable its wakeup for each sleep and restore it"
                                                        + " afterwards";
                                        case LOUD -> "no longer disable its wakeup for sleeps";
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
                WakeOnLanCommand.show(host.switchDevice(orders.getFirst()), output);
            }
            return ExitCode.OK;
        }
    }
}
