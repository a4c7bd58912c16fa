"""tuned and power-profiles-daemon for tests: mock-power.py ADDRESS tuned=PROFILE profiles=PROFILE ppd=yes

Those that are named run. 'ppd' is tuned-ppd 2.25 with its usual mapping: it has the names of power-profiles-daemon and has
tuned do it; of a profile that it has no name for it says 'unknown'. tuned knows 'virtual-host', 'balanced' and 'powersave'; power-profiles-daemon
'balanced' and 'power-saver'. Writes 'ready' when it owns its names on the bus.
"""
import sys

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

DBusGMainLoop(set_as_default=True)
bus = dbus.bus.BusConnection(sys.argv[1])
profiles = dict(argument.split("=", 1) for argument in sys.argv[2:])


class Tuned(dbus.service.Object):
    @dbus.service.method("com.redhat.tuned.control", out_signature="s")
    def active_profile(self):
        return profiles["tuned"]

    @dbus.service.method("com.redhat.tuned.control", in_signature="s", out_signature="(bs)")
    def switch_profile(self, profile):
        if profile not in ("virtual-host", "balanced", "powersave"):
            return (False, "Requested profile '%s' doesn't exist." % profile)
        profiles["tuned"] = profile
        return (True, "OK")


class Profiles(dbus.service.Object):
    @dbus.service.method(dbus.PROPERTIES_IFACE, in_signature="ss", out_signature="v")
    def Get(self, interface, name):
        if name == "Profiles":
            return dbus.Array(
                [{"Profile": "power-saver", "Driver": self.driver}, {"Profile": "balanced", "Driver": self.driver}],
                signature="a{sv}", variant_level=1)
        return dbus.String(self.active(), variant_level=1)

    driver = "placeholder"

    def active(self):
        return profiles["profiles"]

    @dbus.service.method(dbus.PROPERTIES_IFACE, in_signature="ssv")
    def Set(self, interface, name, value):
        if value not in ("balanced", "power-saver"):
            raise dbus.DBusException("Invalid profile", name="org.freedesktop.DBus.Error.InvalidArgs")
        self.take(str(value))

    def take(self, profile):
        profiles["profiles"] = profile


class TunedPpd(Profiles):
    driver = "tuned"
    names = {"balanced": "balanced", "power-saver": "powersave"}

    def active(self):
        return {tuned: name for name, tuned in self.names.items()}.get(profiles["tuned"], "unknown")

    def take(self, profile):
        profiles["tuned"] = self.names[profile]


objects = []
if "tuned" in profiles:
    objects.append(Tuned(bus, "/Tuned"))
    bus.request_name("com.redhat.tuned")
if "profiles" in profiles:
    objects.append(Profiles(bus, "/net/hadess/PowerProfiles"))
    bus.request_name("net.hadess.PowerProfiles")
if "ppd" in profiles:
    objects.append(TunedPpd(bus, "/net/hadess/PowerProfiles"))
    bus.request_name("net.hadess.PowerProfiles")
print("ready", flush=True)
GLib.MainLoop().run()
