"""Calls every procedure of libvirt's remote program over a socket, and prints how each is answered.

usage: raw-calls.py SOCKET FLAGS-OF-OPEN

The arguments are a guest's name, UUID and number, then zeros: most procedures can read that. Each call has a connection
of its own, so that none suffers from another; names that a server must not dial are opened at the end.
"""
import socket
import struct
import sys

PROGRAM = 0x20008086
LEFT_OUT = {1, 2, 66, 67, 68, 69, 70}  # authentication, opening and closing
TIMES = {6, 159, 227, 228, 344, 262, 337, 17, 16, 102, 101, 340, 64, 65, 243, 20, 22}  # answers that change
path, flags = sys.argv[1], int(sys.argv[2])


def text(value):
    raw = value.encode()
    return struct.pack(">I", len(raw)) + raw + b"\0" * (-len(raw) % 4)


class Connection:
    def __init__(self):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(20)
        self.socket.connect(path)
        self.serial = 0

    def read(self, count):
        data = b""
        while len(data) < count:
            more = self.socket.recv(count - len(data))
            if not more:
                raise EOFError
            data += more
        return data

    def call(self, procedure, payload=b""):
        self.serial += 1
        head = struct.pack(">IIIIIII", 28 + len(payload), PROGRAM, 1, procedure, 0, self.serial, 0)
        self.socket.sendall(head + payload)
        while True:
            length = struct.unpack(">I", self.read(4))[0]
            program, _, number, kind, serial, status = struct.unpack(">IIIIII", self.read(24))
            payload = self.read(length - 28)
            if program == PROGRAM and kind == 1 and serial == self.serial:
                return self.answer(status, payload)

    @staticmethod
    def answer(status, payload):
        if status != 1:
            return "ok", payload
        code, domain, present = struct.unpack(">iiI", payload[:12])
        message = ""
        if present:
            size = struct.unpack(">I", payload[12:16])[0]
            message = payload[16:16 + size].decode()
        return f"error {code} {domain} {message}", b""

    def open(self, name="qemu:///system"):
        self.call(66)
        return self.call(1, struct.pack(">I", 1) + text(name) + struct.pack(">I", flags))[0]


first = Connection()
first.open()
_, guest = first.call(23, text("web1"))
for procedure in range(3, 450):
    if procedure in LEFT_OUT:
        continue
    connection = Connection()
    opened = connection.open()
    if opened != "ok":
        print("cannot open:", opened)
        sys.exit(1)
    try:
        said, payload = connection.call(procedure, guest + b"\0" * 256)
        print(procedure, said, "" if procedure in TIMES else payload.hex()[:200])
    except (EOFError, ConnectionError, socket.timeout) as problem:
        print(procedure, type(problem).__name__)
    connection.socket.close()

# A client says that it is root, and tries again.
connection = Connection()
connection.open()
name = struct.pack(">I", 2) + text("user-name") + struct.pack(">I", 7) + text("root")
number = text("unix-user-id") + struct.pack(">IQ", 4, 0)
connection.call(419, name + number + struct.pack(">I", 0))
print("destroy as root", *connection.call(12, guest))

# Names that would have the server dial out, or open something else.
for name in ("qemu+tcp://127.0.0.1:1/system", "remote+tcp://127.0.0.1/", "esx://127.0.0.1/", "qemu:///system?x=y",
             "qemu:///session", "lxc:///", "network:///system"):
    print("open", name, Connection().open(name))
