package dev.lungfish.lab.machine;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.HexFormat;

/// Broadcasts bytes. The lab copies this class into a guest and runs it there, so it uses only the
/// JDK.
public final class MagicSender {
    private MagicSender() {}

    /// Sends one datagram.
    ///
    /// @param arguments the address, the port, and the bytes in hexadecimal digits
    public static void main(String[] arguments) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(arguments[2]);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setBroadcast(true);
            socket.send(
                    new DatagramPacket(
                            bytes,
                            bytes.length,
                            InetAddress.getByName(arguments[0]),
                            Integer.parseInt(arguments[1])));
        }
    }
}
