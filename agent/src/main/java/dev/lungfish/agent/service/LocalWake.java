package dev.lungfish.agent.service;

import dev.lungfish.agent.wake.WakeDevices;
import dev.lungfish.agent.wake.WakeOnLanNics;
import dev.lungfish.api.DeviceOrder;
import dev.lungfish.api.NicOrder;
import dev.lungfish.api.NicStatus;
import dev.lungfish.api.ServiceException;
import dev.lungfish.api.WakeDeviceStatus;
import dev.lungfish.api.WakeService;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.wake.WakePassword;
import java.util.List;
import java.util.Optional;

/// What can wake this host. Safe for use by several threads.
public record LocalWake(WakeOnLanNics wakeOnLan, WakeDevices wakeDevices) implements WakeService {
    @Override
    public List<NicStatus> cards(Optional<String> name) throws ServiceException {
        return Failures.told(() -> wakeOnLan.look(name));
    }

    @Override
    public List<Reason> setCards(NicOrder order) throws ServiceException {
        if (order.modes().isPresent() && order.name().isEmpty()) {
            throw new ServiceException(
                    ServiceException.Kind.INVALID, "which interface's modes are to be set?");
        }
        return Failures.told(() ->
                List.copyOf(
                        order.modes().isEmpty()
                                ? wakeOnLan.restore(order.name())
                                : wakeOnLan.set(
                                        order.name().orElseThrow(),
                                        order.modes().get(),
                                        order.password().map(WakePassword::parse))));
    }

    @Override
    public List<WakeDeviceStatus> devices() throws ServiceException {
        return Failures.told(wakeDevices::look);
    }

    @Override
    public List<Reason> switchDevice(DeviceOrder order) throws ServiceException {
        return Failures.told(() -> List.copyOf(wakeDevices.change(order.device(), order.change())));
    }
}
