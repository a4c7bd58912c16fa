"""Runs a program as systemd would by a unit: like-the-unit.py UNIT PROGRAM ARGUMENT...

Takes CapabilityBoundingSet=, NoNewPrivileges= and RestrictAddressFamilies= of the unit, the last as
systemd does, by a filter of system calls (src/shared/seccomp-util.c,
seccomp_restrict_address_families()): socket() with another family fails with EAFNOSUPPORT.
"""
import ctypes
import errno
import os
import platform
import socket
import struct
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


unit = sys.argv[1]
drop(words(unit, "CapabilityBoundingSet"))
if words(unit, "NoNewPrivileges") == ["yes"]:
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
restrict(words(unit, "RestrictAddressFamilies"))
os.execvp(sys.argv[2], sys.argv[2:])
