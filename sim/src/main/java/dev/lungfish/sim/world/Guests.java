package dev.lungfish.sim.world;

import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.GuestPolicy.PreparedGuest;
import java.util.ArrayList;
import java.util.List;

/// The guests of the host, and whether Lungfish put them aside.
public final class Guests {
    /// What a guest does.
    public enum Activity {
        RUNS,
        PAUSED,
        SAVED,
        OFF
    }

    /// The activity of a guest that was put aside by this policy.
    public static Activity howFor(GuestPolicy policy) {
        return switch (policy) {
            case PAUSE -> Activity.PAUSED;
            case SAVE -> Activity.SAVED;
            case REFUSE, IGNORE -> Activity.RUNS;
        };
    }

    private static final class Guest {
        final PreparedGuest name;
        Activity activity;

        Guest(PreparedGuest name, Activity activity) {
            this.name = name;
            this.activity = activity;
        }
    }

    private final List<Guest> guests = new ArrayList<>();
    private boolean disturbed;

    void add(boolean runs) {
        int number = guests.size() + 1;
        guests.add(
                new Guest(
                        new PreparedGuest("uuid-" + number, "guest" + number),
                        runs ? Activity.RUNS : Activity.OFF));
    }

    /// Those that run.
    public List<PreparedGuest> running() {
        List<PreparedGuest> running = new ArrayList<>();
        for (Guest guest : guests) {
            if (guest.activity == Activity.RUNS) {
                running.add(guest.name);
            }
        }
        return running;
    }

    /// Those that Lungfish put aside and did not bring back.
    public List<PreparedGuest> aside() {
        List<PreparedGuest> aside = new ArrayList<>();
        for (Guest guest : guests) {
            if (guest.activity == Activity.PAUSED || guest.activity == Activity.SAVED) {
                aside.add(guest.name);
            }
        }
        return aside;
    }

    /// Starts the first one that is off.
    boolean startOne() {
        for (Guest guest : guests) {
            if (guest.activity == Activity.OFF) {
                guest.activity = Activity.RUNS;
                return true;
            }
        }
        return false;
    }

    /// Puts the running ones aside, except the last ones.
    public void putAside(List<PreparedGuest> names, Activity how, int but) {
        for (int index = 0; index < names.size() - but; index++) {
            Guest guest = find(names.get(index));
            if (guest.activity == Activity.RUNS) {
                guest.activity = how;
            }
        }
    }

    public void bringBack(List<PreparedGuest> names, int but) {
        for (int index = names.size() - 1; index >= but; index--) {
            Guest guest = find(names.get(index));
            if (guest.activity != Activity.OFF) {
                guest.activity = Activity.RUNS;
            }
        }
    }

    /// The power is lost: guests that are not saved are off.
    void losePower() {
        for (Guest guest : guests) {
            if (guest.activity != Activity.SAVED) {
                guest.activity = Activity.OFF;
            }
        }
    }

    /// An operation took effect after it was given up.
    public void disturb() {
        disturbed = true;
    }

    public boolean disturbed() {
        return disturbed;
    }

    /// Accepts the present state of guests: their owners bring them back.
    void writeOff() {
        disturbed = false;
        for (Guest guest : guests) {
            if (guest.activity != Activity.OFF) {
                guest.activity = Activity.RUNS;
            }
        }
    }

    private Guest find(PreparedGuest name) {
        for (Guest guest : guests) {
            if (guest.name.equals(name)) {
                return guest;
            }
        }
        throw new IllegalArgumentException("no guest " + name);
    }
}
