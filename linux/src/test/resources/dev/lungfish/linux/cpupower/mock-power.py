"""tuned and power-profiles-daemon for tests: mock-power.py ADDRESS tuned=PROFILE profiles=PROFILE

Those that are named run. tuned knows 'virtual-host', 'balanced' and 'powersave'; power-profiles-daemon
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
        return dbus.String(profiles["profiles"], variant_level=1)

    @dbus.service.method(dbus.PROPERTIES_IFACE, in_signature="ssv")
    def Set(self, interface, name, value):
        if value not in ("balanced", "power-saver"):
            raise dbus.DBusException("Invalid profile", name="org.freedesktop.DBus.Error.InvalidArgs")
        profiles["profiles"] = str(value)


objects = []
if "tuned" in profiles:
    objects.append(Tuned(bus, "/Tuned"))
    bus.request_name("com.redhat.tuned")
if "profiles" in profiles:
    objects.append(Profiles(bus, "/net/hadess/PowerProfiles"))
    bus.request_name("net.hadess.PowerProfiles")
print("ready", flush=True)
GLib.MainLoop().run()
