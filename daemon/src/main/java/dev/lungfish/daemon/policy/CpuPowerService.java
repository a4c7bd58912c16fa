package dev.lungfish.daemon.policy;

import dev.lungfish.agent.config.PowerConfiguration;
import dev.lungfish.agent.power.CpuControl;
import dev.lungfish.agent.power.CpuPower;
import dev.lungfish.agent.power.ProfileByName;
import dev.lungfish.agent.report.CpuOutcomeText;
import dev.lungfish.api.CpuOutcome;
import dev.lungfish.core.power.CpuSet;
import dev.lungfish.core.power.CpuSettingRequest;
import dev.lungfish.core.power.PowerProfile;
import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.kept.StoredCpuValues;
import java.util.List;
import java.util.Optional;

/// Where orders for the processors are taken in the daemon, and put back when it ends. Safe for use
/// by several threads: one order at a time.
public final class CpuPowerService {
    /// Marks what was set through the daemon, which it puts back.
    private static final String MARK = "lungfishd, ";

    private final CpuPower power;
    private final PowerConfiguration configuration;
    private final Log log;

    public CpuPowerService(CpuPower power, PowerConfiguration configuration, Log log) {
        this.power = power;
        this.configuration = configuration;
        this.log = log;
    }

    /// How the processors use power.
    public CpuPower power() {
        return power;
    }

    /// The profile of a name.
    ///
    /// @throws ReasonException if none has it
    public PowerProfile profile(String name) {
        return ProfileByName.of(name, configuration.profiles());
    }

    /// Which processors are online.
    public CpuSet online() {
        return power.online().toOptional().orElseGet(CpuSet::of);
    }

    /// Sets a request.
    ///
    /// @param by who wants it, in words
    public synchronized CpuOutcome set(CpuSettingRequest request, String by) throws StateException {
        return told("set", by, power.control().set(request, MARK + by));
    }

    /// Sets a profile.
    ///
    /// @param by who wants it, in words
    public synchronized CpuOutcome set(PowerProfile profile, String by) throws StateException {
        return told("profile " + profile.name(), by, power.control().set(profile, MARK + by));
    }

    /// Sets for processors that came online what was set before they did.
    ///
    /// @return whether it need not be tried again
    public synchronized boolean catchUp(CpuSet came) {
        try {
            Optional<CpuOutcome> outcome = power.control().catchUp(came);
            outcome.filter(one -> !one.equals(new CpuOutcome.Done(List.of(), List.of())))
                    .ifPresent(one -> {
                        CpuOutcome _ = told("as before", "processors " + came + " came", one);
                    });
            return outcome.isPresent();
        } catch (StateException e) {
            log.event(new LogEvent.HotpluggedProcessorsNotSet(came.toString(), Reasoned.of(e)));
            return true;
        }
    }

    /// Puts all back.
    ///
    /// @param by who wants it, in words
    public synchronized CpuOutcome restore(String by) throws StateException {
        return told("restore", by, power.control().restore());
    }

    /// Puts back what the daemon has set, now or in a run that was ended, unless the configuration
    /// says that it stays.
    ///
    /// @param why in words
    public synchronized void settle(String why) {
        try {
            CpuControl control = power.control();
            Optional<StoredCpuValues> changed = control.changed();
            boolean ours = changed.filter(kept -> kept.by().startsWith(MARK)).isPresent();
            if (ours && configuration.restoreOnStop()) {
                told("restore", why, control.restore());
            }
        } catch (StateException e) {
            log.event(new LogEvent.ProcessorsNotRestored(Reasoned.of(e)));
        }
    }

    private CpuOutcome told(String what, String by, CpuOutcome outcome) {
        List<String> problems = CpuOutcomeText.problems(outcome);
        if (outcome instanceof CpuOutcome.Done done) {
            log.event(new LogEvent.ProcessorsSet(what, by, done.written().size()));
        } else {
            log.event(new LogEvent.ProcessorsNotSet(what, by, ReceivedReason.uncoded(problems)));
        }
        return outcome;
    }
}
