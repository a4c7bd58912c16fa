package dev.lungfish.agent.wake;

import dev.lungfish.api.NicStatus;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.evidence.SourceReason;
import dev.lungfish.core.sleep.Surroundings;
import dev.lungfish.core.wake.NetworkJudge;
import dev.lungfish.core.wake.NetworkReadings;
import dev.lungfish.core.wake.WakeOnLan;
import dev.lungfish.core.wake.WakeOnLanMode;
import dev.lungfish.core.wake.WakePassword;
import dev.lungfish.core.wake.WakeSwitch.WakeSetting;
import dev.lungfish.linux.network.Ethtool;
import dev.lungfish.linux.network.EthtoolException;
import dev.lungfish.linux.network.LanPorts;
import dev.lungfish.linux.network.NetworkInterfaces;
import dev.lungfish.linux.network.PortStack;
import dev.lungfish.linux.tree.HostFileException;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.OpenedFiles;
import dev.lungfish.linux.virtualization.SurroundingsReader;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.directory.StoredFile;
import dev.lungfish.state.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The network cards of a host and what they wake it on. What they were told is kept in the state
/// directory, as drivers forget it: when they are loaded, some when they resume. Safe for use by
/// several threads; of several processes one should write at a time.
public final class WakeOnLanNics {
    private static final String ENABLED = "enabled";
    private static final String DISABLED = "disabled";

    private final HostTree tree;
    private final Ethtool ethtool;
    private final NetworkInterfaces interfaces;
    private final PortStack stack;
    private final StoredFile file;
    private final Map<String, Set<WakeOnLanMode>> configured;

    /// @param configured the modes that the configuration wants, by interface
    public WakeOnLanNics(
            HostTree tree,
            Ethtool ethtool,
            StateDirectory state,
            Map<String, Set<WakeOnLanMode>> configured) {
        this.tree = tree;
        this.ethtool = ethtool;
        this.configured = Map.copyOf(configured);
        interfaces = new NetworkInterfaces(tree, ethtool);
        stack = new PortStack(tree, new LanPorts(tree));
        // It may hold a password.
        file = new StoredFile(state, "wake-on-lan.json", "lungfish.wake-on-lan-kept/1", true);
    }

    /// The cards.
    ///
    /// @param name of an interface, whose cards are meant; empty for all
    /// @throws WakeSwitchException where there is no such interface
    public List<NicStatus> look(Optional<String> name) throws WakeSwitchException {
        Map<String, StoredNicSetting> kept = keptOrNone();
        Surroundings place = new SurroundingsReader(tree).read();
        List<NicStatus> sights = new ArrayList<>();
        for (String card : cards(name)) {
            NetworkReadings readings = interfaces.read(card);
            Optional<WakeOnLan> modes = readings.wakeOnLan().toOptional();
            sights.add(
                    new NicStatus(
                            NetworkJudge.judge(readings, place),
                            modes.map(WakeOnLan::supported),
                            modes.map(WakeOnLan::set),
                            Optional.ofNullable(kept.get(card))
                                    .map(StoredNicSetting::wanted)
                                    .or(() -> Optional.ofNullable(configured.get(card))),
                            stack.above(card)));
        }
        return sights;
    }

    /// Sets the modes of the cards of an interface, and keeps them from now on.
    ///
    /// @return what was done, a reason each
    public synchronized List<WakeSwitchReason> set(
            String name, Set<WakeOnLanMode> modes, Optional<WakePassword> password)
            throws WakeSwitchException, StateException {
        List<WakeSwitchReason> done = new ArrayList<>();
        Map<String, StoredNicSetting> kept = kept();
        for (String card : cards(Optional.of(name))) {
            Reading<WakeOnLan> found = ethtool.wakeOnLan(card);
            Set<WakeOnLanMode> before =
                    found.toOptional().orElseThrow(() -> notRead(card, found)).set();
            Optional<StoredNicSetting> last = Optional.ofNullable(kept.get(card));
            StoredNicSetting wanted =
                    last.orElseGet(() ->
                                    new StoredNicSetting(
                                            card,
                                            modes,
                                            password,
                                            before,
                                            ethtool.password(card),
                                            Optional.empty()))
                            .wanting(modes, password);
            // What was there before is on the disk before anything is changed.
            kept.put(card, wanted);
            write(kept);
            try {
                apply(wanted);
            } catch (WakeSwitchException e) {
                if (isSetTo(card, before)) {
                    last.ifPresentOrElse(old -> kept.put(card, old), () -> kept.remove(card));
                    write(kept);
                }
                throw e;
            }
            done.add(
                    new WakeSwitchReason.WakeOnLanSet(
                            card, inOrder(modes), WakeOnLan.letters(modes)));
            Optional<String> switched = switchOn(wanted);
            if (switched.isPresent()) {
                kept.put(card, wanted.switchedBy(switched.get()));
                write(kept);
                done.add(new WakeSwitchReason.NicMayWakeNow(switched.get()));
            }
        }
        return done;
    }

    /// Gives cards back what they were found with, and keeps nothing any more.
    ///
    /// @param name of an interface, whose cards are meant; empty for all that were changed
    /// @return what was done, a reason each
    public synchronized List<WakeSwitchReason> restore(Optional<String> name)
            throws WakeSwitchException, StateException {
        List<WakeSwitchReason> done = new ArrayList<>();
        Map<String, StoredNicSetting> kept = kept();
        List<String> meant = name.isPresent() ? cards(name) : List.copyOf(kept.keySet());
        for (String card : meant) {
            StoredNicSetting changed = kept.get(card);
            if (changed == null) {
                done.add(new WakeSwitchReason.WakeOnLanNotChanged(card));
                continue;
            }
            apply(changed.wanting(changed.before(), changed.passwordBefore()));
            if (changed.switched().isPresent()) {
                writeSwitch(changed.switched().get(), DISABLED);
            }
            kept.remove(card);
            write(kept);
            done.add(
                    new WakeSwitchReason.WakeOnLanRestored(
                            card, inOrder(changed.before()), WakeOnLan.letters(changed.before())));
        }
        return done.isEmpty() ? List.of(new WakeSwitchReason.NothingToRestore()) : done;
    }

    /// Sets again what a driver forgot, and what the configuration wants.
    ///
    /// @return what was set or could not be, a reason each; empty where all is as wanted
    public synchronized List<WakeSwitchReason> keep() {
        List<WakeSwitchReason> done = new ArrayList<>();
        Map<String, StoredNicSetting> wanted = new LinkedHashMap<>();
        configured.forEach((card, modes) ->
                wanted.put(
                        card,
                        new StoredNicSetting(
                                card,
                                modes,
                                Optional.empty(),
                                Set.of(),
                                Optional.empty(),
                                Optional.empty())));
        try {
            wanted.putAll(kept());
        } catch (StateException e) {
            done.add(WakeSwitchException.failed(e));
        }
        for (StoredNicSetting card : wanted.values()) {
            keep(card).ifPresent(done::add);
        }
        return done;
    }

    private Optional<WakeSwitchReason> keep(StoredNicSetting card) {
        Reading<WakeOnLan> found = ethtool.wakeOnLan(card.name());
        Optional<Set<WakeOnLanMode>> set = found.toOptional().map(WakeOnLan::set);
        if (set.isEmpty()) {
            return tree.exists(interfaces.devicePath(card.name()))
                    ? Optional.of(
                            new WakeSwitchReason.WakeOnLanNotKept(
                                    card.name(), SourceReason.of(found)))
                    : Optional.empty(); // its driver is not loaded, or the card is not plugged in
        }
        try {
            boolean forgotten = !set.get().equals(card.wanted());
            if (forgotten) {
                apply(card);
            }
            Optional<String> switched = switchOn(card);
            return forgotten || switched.isPresent()
                    ? Optional.of(
                            new WakeSwitchReason.WakeOnLanSetAgain(
                                    card.name(),
                                    WakeOnLan.letters(card.wanted()),
                                    WakeOnLan.letters(set.get()),
                                    switched.isPresent()))
                    : Optional.empty();
        } catch (WakeSwitchException e) {
            return Optional.of(e.reason());
        }
    }

    private void apply(StoredNicSetting card) throws WakeSwitchException {
        try {
            ethtool.setWakeOnLan(card.name(), card.wanted(), card.password());
        } catch (EthtoolException e) {
            throw new WakeSwitchException(e);
        }
        if (!isSetTo(card.name(), card.wanted())) {
            throw new WakeSwitchException(
                    new WakeSwitchReason.WakeOnLanNotTaken(
                            card.name(),
                            WakeOnLan.letters(card.wanted()),
                            ethtool.wakeOnLan(card.name()).found()));
        }
    }

    private boolean isSetTo(String card, Set<WakeOnLanMode> modes) {
        return ethtool.wakeOnLan(card).toOptional().map(WakeOnLan::set).equals(Optional.of(modes));
    }

    /// A card that hears the packet must be allowed to signal it; not every driver sees to that.
    ///
    /// @return the file where it was switched on
    private Optional<String> switchOn(StoredNicSetting card) throws WakeSwitchException {
        Reading<WakeSetting> setting = interfaces.read(card.name()).wakeSwitch().setting();
        if (card.wanted().isEmpty()
                || !setting.toOptional().equals(Optional.of(WakeSetting.DISABLED))) {
            return Optional.empty();
        }
        writeSwitch(setting.source(), ENABLED);
        return Optional.of(setting.source());
    }

    private void writeSwitch(String path, String word) throws WakeSwitchException {
        try (OpenedFiles files = new OpenedFiles(tree)) {
            files.write(path, word);
        } catch (HostFileException e) {
            throw new WakeSwitchException(e);
        }
    }

    private List<String> cards(Optional<String> name) throws WakeSwitchException {
        List<String> all = interfaces.names().toOptional().orElse(List.of());
        List<String> meant = name.isEmpty() ? all : stack.cards(name.get(), all);
        if (name.isPresent() && meant.isEmpty()) {
            throw new WakeSwitchException(new WakeSwitchReason.NoSuchNic(name.get(), all));
        }
        return meant;
    }

    private static WakeSwitchException notRead(String card, Reading<WakeOnLan> found) {
        return new WakeSwitchException(
                new WakeSwitchReason.WakeOnLanNotKnown(card, SourceReason.of(found)));
    }

    private static List<WakeOnLanMode> inOrder(Set<WakeOnLanMode> modes) {
        return modes.stream().sorted().toList();
    }

    private Map<String, StoredNicSetting> keptOrNone() {
        try {
            return kept();
        } catch (StateException _) {
            return Map.of(); // for whoever may not read it, or before it is mended
        }
    }

    private Map<String, StoredNicSetting> kept() throws StateException {
        Map<String, StoredNicSetting> kept = new LinkedHashMap<>();
        Optional<JsonObject> document = file.read();
        if (document.isPresent()) {
            try {
                document.get().objects("cards").stream()
                        .map(StoredNicSetting::read)
                        .forEach(card -> kept.put(card.name(), card));
            } catch (IllegalArgumentException e) {
                throw file.unusable(e);
            }
        }
        return kept;
    }

    private void write(Map<String, StoredNicSetting> kept) throws StateException {
        file.write(json -> {
            json.writeArrayPropertyStart("cards");
            kept.values().forEach(card -> card.write(json));
            json.writeEndArray();
        });
    }
}
