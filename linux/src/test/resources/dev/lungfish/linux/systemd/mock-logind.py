"""A logind for tests: mock-logind.py ADDRESS METHOD=BEHAVIOUR...

BEHAVIOUR is the word to answer, or error:NAME, silent, again:WORD (only the first question gets no
answer), vanish, number. That of Suspend and its
like is sleep (announce, answer, sleep, announce the end), or endless (never announce the end),
unannounced (answer alone), lost (vanish in sleep), delayed (announce, answer, and go on as sleep
does when all inhibitors are let go), error:NAME, silent. Inhibit=none answers no descriptor.
Writes 'ready' when it owns its name on the bus.
"""
import os
import sys

import dbus
import dbus.lowlevel
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

INTERFACE = "org.freedesktop.login1.Manager"
SLEEPS = ("Suspend", "Hibernate", "HybridSleep")
METHODS = ("CanSuspend", "CanHibernate", "CanHybridSleep", "CanSuspendThenHibernate")

DBusGMainLoop(set_as_default=True)
bus = dbus.bus.BusConnection(sys.argv[1])
behaviours = dict(argument.split("=", 1) for argument in sys.argv[2:])


class Refusal(dbus.DBusException):
    def __init__(self, name):
        super().__init__("the mock refuses")
        self._dbus_error_name = name


def behave(method, reply, fail):
    behaviour = behaviours.get(method, "na")
    if behaviour == "vanish":
        os._exit(0)
    elif behaviour.startswith("error:"):
        fail(Refusal(behaviour[len("error:"):]))
    elif behaviour.startswith("again:"):
        behaviours[method] = behaviour[len("again:"):]
    elif behaviour != "silent":
        reply(behaviour)


def can(method):
    def answer(self, reply, fail):
        behave(method, reply, fail)

    answer.__name__ = method
    return dbus.service.method(
        INTERFACE, out_signature="s", async_callbacks=("reply", "fail"))(answer)


def sleep(method):
    def answer(self, interactive, reply, fail):
        behaviour = behaviours.get(method, "na")
        if interactive:
            fail(Refusal("org.example.NobodyIsThereToBeAsked"))
        elif behaviour.startswith("error:"):
            fail(Refusal(behaviour[len("error:"):]))
        elif behaviour == "unannounced":
            reply()
        elif behaviour != "silent":
            self.PrepareForSleep(False)
            self.PrepareForSleep(True)
            reply()
            if behaviour == "sleep" or (behaviour == "delayed" and not inhibitors):
                GLib.timeout_add(50, lambda: self.PrepareForSleep(False))
            elif behaviour == "delayed":
                delayed.append(lambda: self.PrepareForSleep(False))
            elif behaviour == "lost":
                GLib.timeout_add(50, lambda: os._exit(0))

    answer.__name__ = method
    return dbus.service.method(
        INTERFACE, in_signature="b", async_callbacks=("reply", "fail"))(answer)


inhibitors = {}
delayed = []


def let_go(end, condition):
    os.close(end)
    del inhibitors[end]
    while delayed and not inhibitors:
        delayed.pop()()
    return False


class Manager(dbus.service.Object):
    for name in METHODS:
        locals()[name] = can(name)
    for name in SLEEPS:
        locals()[name] = sleep(name)

    @dbus.service.signal(INTERFACE, signature="b")
    def PrepareForSleep(self, start):
        pass

    @dbus.service.method(INTERFACE, in_signature="ssss", out_signature="h")
    def Inhibit(self, what, who, why, mode):
        if behaviours.get("Inhibit") == "none":
            raise Refusal("org.freedesktop.DBus.Error.AccessDenied")
        ours, theirs = os.pipe()
        inhibitors[ours] = " ".join((what, who, mode))
        GLib.io_add_watch(ours, GLib.IO_HUP, let_go)
        try:
            return dbus.types.UnixFd(theirs)
        finally:
            os.close(theirs)

    @dbus.service.method(INTERFACE, out_signature="a(ssssuu)")
    def ListInhibitors(self):
        count = int(behaviours.get("inhibitors", "0"))
        return dbus.Array(
            [("sleep:shutdown", "Backup %d" % i, "Upload\trunning\\", "block", 1000, 4294967295)
             for i in range(count)],
            signature="(ssssuu)")


class NumberManager(dbus.service.Object):
    @dbus.service.method(INTERFACE, out_signature="u")
    def CanSuspend(self):
        return 1


manager = (NumberManager if "number" in behaviours.values() else Manager)(
    bus, "/org/freedesktop/login1")
bus.request_name("org.freedesktop.login1")
print("ready", flush=True)
GLib.MainLoop().run()
