package dev.lungfish.daemon.shared;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.agent.service.LocalWake;
import dev.lungfish.api.DoctorReport;
import dev.lungfish.api.Finished;
import dev.lungfish.api.NicStatus;
import dev.lungfish.api.ServiceException;
import dev.lungfish.api.WakeDeviceStatus;
import dev.lungfish.core.procedure.proof.WaysBack;
import dev.lungfish.daemon.sleep.SleepObserver;
import dev.lungfish.runtime.clock.SharedResult;
import dev.lungfish.state.directory.StateDirectory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Answers that cost much and are the same for everybody: each is made once a second at most,
/// however many ask. What is changed through this daemon is seen at once. Safe for use by several
/// threads.
public final class SharedAnswers implements SleepObserver {
    private static final Duration AGE = Duration.ofSeconds(1);

    private final SharedResult<DoctorReport, RuntimeException> doctor;
    private final SharedResult<WaysBack, RuntimeException> waysBack;
    private final SharedResult<List<NicStatus>, ServiceException> cards;
    private final SharedResult<List<WakeDeviceStatus>, ServiceException> devices;
    private final LocalWake wake;

    public SharedAnswers(ObservedHost host, StateDirectory state, LocalWake wake) {
        this.wake = wake;
        doctor = new SharedResult<>(AGE, () -> host.doctor(state));
        waysBack = new SharedResult<>(AGE, () -> host.engine(state).waysBack());
        cards = new SharedResult<>(AGE, () -> wake.cards(Optional.empty()));
        devices = new SharedResult<>(AGE, wake::devices);
    }

    public DoctorReport doctor() {
        return doctor.get();
    }

    public WaysBack waysBack() {
        return waysBack.get();
    }

    /// One card costs little.
    public List<NicStatus> cards(Optional<String> name) throws ServiceException {
        return name.isEmpty() ? cards.get() : wake.cards(name);
    }

    public List<WakeDeviceStatus> devices() throws ServiceException {
        return devices.get();
    }

    /// A sleep has changed what is known of the ways back.
    @Override
    public void ended(Finished finished) {
        forget();
    }

    /// What they tell of was changed.
    public void forget() {
        doctor.forget();
        waysBack.forget();
        cards.forget();
        devices.forget();
    }
}
