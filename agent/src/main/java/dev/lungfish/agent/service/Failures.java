package dev.lungfish.agent.service;

import dev.lungfish.agent.wake.WakeSwitchException;
import dev.lungfish.api.ServiceException;
import dev.lungfish.state.directory.StateException;

/// What goes wrong below, as callers of the contract are told it.
final class Failures {
    private Failures() {}

    @FunctionalInterface
    interface Work<T> {
        T done() throws StateException, WakeSwitchException;
    }

    static <T> T told(Work<T> work) throws ServiceException {
        try {
            return work.done();
        } catch (IllegalArgumentException e) {
            throw new ServiceException(ServiceException.Kind.INVALID, e);
        } catch (StateException | WakeSwitchException e) {
            throw new ServiceException(ServiceException.Kind.FAILED, e);
        }
    }
}
