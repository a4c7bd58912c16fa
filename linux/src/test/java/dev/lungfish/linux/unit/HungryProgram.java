package dev.lungfish.linux.unit;

import java.util.ArrayList;
import java.util.List;

/// Takes all memory, in a thread that survives that.
final class HungryProgram {
    private HungryProgram() {}

    public static void main(String[] arguments) {
        List<byte[]> all = new ArrayList<>();
        try {
            while (true) {
                all.add(new byte[1 << 20]);
            }
        } catch (OutOfMemoryError _) {
            System.out.println(all.size());
        }
    }
}
