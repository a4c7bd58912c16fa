package dev.lungfish.cli.command;

import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.agent.report.WakeDevicesReport;
import dev.lungfish.agent.wake.WakeDevices;
import dev.lungfish.agent.wake.WakeSwitchException;
import dev.lungfish.api.DeviceChange;
import dev.lungfish.api.WakeDeviceStatus;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.daemon.wake.DeviceOrder;
import dev.lungfish.daemon.wake.WakeCalls;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.state.journal.StateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /// One device and how it is to be switched.
    private record Wish(String device, DeviceChange change) {}

    @Override
    public ExitCode run(ParseResult arguments, SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException {
        List<Wish> wishes = new ArrayList<>();
        for (DeviceChange change : DeviceChange.values()) {
            if (arguments.hasMatchedOption(option(change))) {
                wishes.add(new Wish(arguments.matchedOptionValue(option(change), ""), change));
            }
        }
        if (wishes.size() > 1) {
            throw new ParameterException(
                    arguments.commandSpec().commandLine(),
                    "--on, --off, --quiet and --loud exclude each other");
        }
        Optional<Wish> wish = wishes.stream().findFirst();
        Optional<ExitCode> done =
                Daemons.work(
                        shared,
                        wish.isEmpty(),
                        output,
                        daemon -> {
                            output.show(
                                    wish.isPresent()
                                            ? WakeOnLanCommand.lines(
                                                    daemon.call(
                                                            WakeCalls.SWITCH_DEVICE,
                                                            DeviceOrder.of(
                                                                    wish.get().device(),
                                                                    wish.get().change())))
                                            : daemon.call(WakeCalls.DEVICES, shared.json()));
                            return ExitCode.OK;
                        });
        return done.isPresent() ? done.get() : onThisHost(wish, shared, output);
    }

    private static ExitCode onThisHost(Optional<Wish> wish, SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException {
        WakeDevices devices =
                shared.open()
                        .wakeDevices(
                                wish.isPresent()
                                        ? shared.stateDirectory()
                                        : shared.stateDirectoryToLookAt());
        try {
            if (wish.isPresent()) {
                output.show(
                        WakeOnLanCommand.lines(
                                ReasonText.each(
                                        devices.change(wish.get().device(), wish.get().change()))));
            } else {
                List<WakeDeviceStatus> found = devices.look();
                output.show(
                        shared.json()
                                ? WakeDevicesReport.json(found)
                                : WakeDevicesReport.text(found));
            }
            return ExitCode.OK;
        } catch (WakeSwitchException | StateException e) {
            output.tell(String.valueOf(e.getMessage()));
            return ExitCode.FAILED;
        }
    }
}
