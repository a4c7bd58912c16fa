package dev.lungfish.core.reason;

import java.util.List;

/// A reason that was read from a journal, a document or the wire. Whoever wrote it made the
/// sentence, so a code that is new here can still be shown.
///
/// @param parameters as they were written: strings, numbers, booleans, lists and received reasons
/// @param sentence of the writer
/// @param remedy of the writer; empty where there is nothing to do
public record ReceivedReason(
        String code, List<Parameter> parameters, String sentence, String remedy) implements Reason {

    /// The code of a reason that version 0.1.0 wrote, which knew sentences alone.
    public static final String UNCODED = "uncoded";

    public ReceivedReason {
        parameters = List.copyOf(parameters);
    }

    /// A sentence of version 0.1.0.
    public static ReceivedReason uncoded(String sentence) {
        return new ReceivedReason(UNCODED, List.of(), sentence, "");
    }

    /// Several sentences of version 0.1.0.
    public static List<ReceivedReason> uncoded(List<String> sentences) {
        return sentences.stream().map(ReceivedReason::uncoded).toList();
    }
}
