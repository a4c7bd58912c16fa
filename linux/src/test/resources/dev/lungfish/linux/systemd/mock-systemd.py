"""A systemd for tests: mock-systemd.py ADDRESS UNIT=STATE,WAKES,REALTIME,MONOTONIC...

STATE is active or inactive, WAKES yes, no, or a word that is no answer; REALTIME and MONOTONIC are
microseconds. A unit that is called 'silent' never answers.
Writes 'ready' when it owns its name on the bus.
"""
import sys

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

MANAGER = "org.freedesktop.systemd1.Manager"
PROPERTIES = "org.freedesktop.DBus.Properties"

DBusGMainLoop(set_as_default=True)
bus = dbus.bus.BusConnection(sys.argv[1])
units = [argument.split("=", 1) for argument in sys.argv[2:]]


def path(index):
    return "/org/freedesktop/systemd1/unit/_%d" % index


class Manager(dbus.service.Object):
    @dbus.service.method(MANAGER, out_signature="a(ssssssouso)")
    def ListUnits(self):
        return [
            (name, "", "loaded", rest.split(",")[0], "waiting", "", path(index), dbus.UInt32(0),
             "", "/")
            for index, (name, rest) in enumerate(units)
        ]


class Timer(dbus.service.Object):
    def __init__(self, place, name, rest):
        super().__init__(bus, place)
        self.name = name
        _, wakes, realtime, monotonic = rest.split(",")
        self.values = {
            "WakeSystem": {"yes": dbus.Boolean(True), "no": dbus.Boolean(False)}.get(wakes, wakes),
            "NextElapseUSecRealtime": dbus.UInt64(int(realtime)),
            "NextElapseUSecMonotonic": dbus.UInt64(int(monotonic)),
        }

    @dbus.service.method(
        PROPERTIES, in_signature="ss", out_signature="v", async_callbacks=("reply", "fail"))
    def Get(self, interface, name, reply, fail):
        if interface != "org.freedesktop.systemd1.Timer":
            fail(dbus.DBusException("no interface " + interface))
        elif not self.name.startswith("silent"):
            reply(self.values[name])


manager = Manager(bus, "/org/freedesktop/systemd1")
timers = [Timer(path(index), name, rest) for index, (name, rest) in enumerate(units)]
name = dbus.service.BusName("org.freedesktop.systemd1", bus)
print("ready", flush=True)
GLib.MainLoop().run()
