"""Runs a program as systemd would by a unit: like-the-unit.py UNIT PROGRAM ARGUMENT...

Takes CapabilityBoundingSet=, NoNewPrivileges=, RestrictAddressFamilies=, SystemCallFilter=,
ProtectKernelTunables= with ReadWritePaths= below /sys, ProtectProc=, LimitCORE= and UMask= of the
unit. Families are restricted as systemd does, by a filter of system calls
(src/shared/seccomp-util.c, seccomp_restrict_address_families()): socket() with another family fails
with EAFNOSUPPORT. Groups of system calls are asked of systemd-analyze, their numbers of libseccomp.
What needs PID 1 is left out: devices, namespaces, the rest of the file system.
"""
import ctypes
import errno
import os
import platform
import resource
import socket
import struct
import subprocess
import sys

PR_SET_SECCOMP, PR_CAPBSET_READ, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 22, 23, 24, 38
NAMES = """chown dac_override dac_read_search fowner fsetid kill setgid setuid setpcap linux_immutable
net_bind_service net_broadcast net_admin net_raw ipc_lock ipc_owner sys_module sys_rawio sys_chroot
sys_ptrace sys_pacct sys_admin sys_boot sys_nice sys_resource sys_time sys_tty_config mknod lease
audit_write audit_control setfcap mac_override mac_admin syslog wake_alarm block_suspend audit_read
perfmon bpf checkpoint_restore""".split()
SOCKET_CALL = {"x86_64": 41, "aarch64": 198}[platform.machine()]
ALLOW, REFUSE, ERRNO = 0x7FFF0000, 0x00050000, errno.EAFNOSUPPORT

libc = ctypes.CDLL(None, use_errno=True)


def prctl(*arguments):
    found = libc.prctl(*[ctypes.c_ulong(argument) for argument in arguments])
    if found < 0:
        sys.exit("prctl(%s): %s" % (arguments[0], os.strerror(ctypes.get_errno())))
    return found


def words(unit, key):
    with open(unit, encoding="utf-8") as lines:
        return [word for line in lines if line.startswith(key + "=")
                for word in line.strip().split("=", 1)[1].split()]


def drop(kept):
    for number, name in enumerate(NAMES):
        known = libc.prctl(PR_CAPBSET_READ, ctypes.c_ulong(number), 0, 0, 0)
        if known == 1 and "CAP_" + name.upper() not in kept:
            prctl(PR_CAPBSET_DROP, number, 0, 0, 0)


def restrict(families):
    def step(code, value, yes=0, no=0):
        return struct.pack("HBBI", code, yes, no, value)

    load, equal, give = 0x20, 0x15, 0x06
    numbers = [getattr(socket, family) for family in families]
    program = [step(load, 0), step(equal, SOCKET_CALL, 0, len(numbers) + 2), step(load, 16)]
    for place, number in enumerate(numbers):
        program.append(step(equal, number, len(numbers) - place, 0))
    program += [step(give, REFUSE | ERRNO), step(give, ALLOW)]
    text = ctypes.create_string_buffer(b"".join(program))
    filter = ctypes.create_string_buffer(
        struct.pack("HxxxxxxP", len(program), ctypes.addressof(text)))
    prctl(PR_SET_SECCOMP, 2, ctypes.addressof(filter), 0, 0)


CLONE_NEWNS, MS_RDONLY, MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 0x20000, 1, 32, 4096, 16384, 1 << 18


def mount(source, target, kind, flags, data=None):
    encoded = [word.encode() if word else None for word in (source, target, kind)]
    if libc.mount(*encoded, ctypes.c_ulong(flags), data.encode() if data else None) < 0:
        sys.exit("mount(%s): %s" % (target, os.strerror(ctypes.get_errno())))


def place(unit):
    if libc.unshare(CLONE_NEWNS) < 0:
        sys.exit("unshare: " + os.strerror(ctypes.get_errno()))
    mount("none", "/", None, MS_REC | MS_PRIVATE)
    if words(unit, "ProtectProc") == ["invisible"]:
        mount("proc", "/proc", "proc", 0, "hidepid=2")
    if words(unit, "ProtectKernelTunables") == ["yes"]:
        writable = [path.lstrip("-") for path in words(unit, "ReadWritePaths")
                    if path.lstrip("-").startswith("/sys/") and os.path.exists(path.lstrip("-"))]
        kept = [(path, os.open(path, os.O_PATH)) for path in writable]
        mount("/sys", "/sys", None, MS_BIND | MS_REC)
        mount(None, "/sys", None, MS_BIND | MS_REMOUNT | MS_RDONLY)
        for path, descriptor in kept:
            mount("/proc/self/fd/%d" % descriptor, path, None, MS_BIND)


def group(name):
    listed = subprocess.run(["systemd-analyze", "syscall-filter", name], check=True,
                            capture_output=True, text=True).stdout.split("\n")[1:]
    found = set()
    for line in (line.strip() for line in listed):
        if line and not line.startswith("#"):
            found |= group(line) if line.startswith("@") else {line}
    return found


def allowed_calls(unit):
    with open(unit, encoding="utf-8") as lines:
        filters = [line.strip().split("=", 1)[1] for line in lines
                   if line.startswith("SystemCallFilter=")]
    if not filters:
        return None
    allowed = set()
    for one in filters:
        without = one.startswith("~")
        for word in one.lstrip("~").split():
            calls = group(word) if word.startswith("@") else {word}
            allowed = allowed - calls if without else allowed | calls
    return allowed


def restrict_calls(allowed):
    seccomp = ctypes.CDLL("libseccomp.so.2")
    seccomp.seccomp_init.restype = ctypes.c_void_p
    context = ctypes.c_void_p(seccomp.seccomp_init(REFUSE | errno.EPERM))
    for name in allowed:
        number = seccomp.seccomp_syscall_resolve_name(name.encode())
        if number >= 0:
            seccomp.seccomp_rule_add(context, ALLOW, number, 0)
    if seccomp.seccomp_load(context) < 0:
        sys.exit("seccomp_load failed")


unit = sys.argv[1]
calls = allowed_calls(unit)
place(unit)
for mask in words(unit, "UMask"):
    os.umask(int(mask, 8))
if words(unit, "LimitCORE") == ["0"]:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
drop(words(unit, "CapabilityBoundingSet"))
if words(unit, "NoNewPrivileges") == ["yes"]:
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
restrict(words(unit, "RestrictAddressFamilies"))
if calls is not None:
    restrict_calls(calls)
os.execvp(sys.argv[2], sys.argv[2:])
