package dev.lungfish.libvirt.tls;

import java.io.IOException;

/// Decides when the costly steps of a server's handshake are done. A step computes and never waits
/// for the peer, so few of them at the same time use all processors.
public interface HandshakeSteps {
    /// Does each step at once.
    HandshakeSteps AT_ONCE =
            new HandshakeSteps() {
                @Override
                public void begin(boolean resumes, Step step) throws IOException {
                    step.carryOut();
                }

                @Override
                public void goOn(Step step) throws IOException {
                    step.carryOut();
                }
            };

    /// What is computed.
    @FunctionalInterface
    interface Step {
        void carryOut() throws IOException;
    }

    /// Does the first step. Its client's first message has come in full.
    ///
    /// @param resumes whether the client says that it resumes a session, which costs less; nothing
    ///   was checked yet
    /// @throws IOException of the step, or where the handshake is not to be begun any more
    void begin(boolean resumes, Step step) throws IOException;

    /// Does a further step of a handshake that was begun.
    ///
    /// @throws IOException of the step
    void goOn(Step step) throws IOException;
}
