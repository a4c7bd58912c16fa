package dev.lungfish.cli.main;

import java.lang.reflect.Proxy;

/// The signal SIGHUP, by which a daemon is told to read its configuration again. Java has no public
/// interface for signals; `sun.misc.Signal` of module `jdk.unsupported` is there for all who need
/// one, and is looked up so that a runtime without it still starts.
///
/// **Source:** JEP 260; daemon(7), "implement SIGHUP to reload the configuration".
final class HangUp {
    private static final String NAME = "HUP";

    private HangUp() {}

    /// From now on the signal runs this and does not end the process. Without the class, or with
    /// `-Xrs`, it ends the process as before.
    static void runs(Runnable work) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours =
                    Proxy.newProxyInstance(
                            handler.getClassLoader(),
                            new Class<?>[] {handler},
                            (_, method, _) -> {
                                if (method.getName().equals("handle")) {
                                    work.run();
                                }
                                return null;
                            });
            Object _ =
                    signal.getMethod("handle", signal, handler)
                            .invoke(
                                    null,
                                    signal.getConstructor(String.class).newInstance(NAME),
                                    ours);
        } catch (ReflectiveOperationException | IllegalArgumentException _) {
            return; // As it was.
        }
    }
}
