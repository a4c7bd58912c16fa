package dev.lungfish.host.journal;

import dev.lungfish.core.procedure.Proof;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the last sleep in each state showed of its way back.
public final class KeptProofs {
    private static final String SCHEMA = "lungfish.proofs/1";

    private KeptProofs() {}

    /// The proofs by the names under which they are kept ([Proof#key]). None where the file is
    /// missing or can't be understood: what is not known is not proved.
    public static Map<String, Proof> read(StateDirectory state) {
        Map<String, Proof> proofs = new LinkedHashMap<>();
        try {
            state.content(state.proofs()).map(JsonObject::parse).stream()
                    .filter(file -> file.text("schema").equals(SCHEMA))
                    .flatMap(file -> file.objects("proofs").stream())
                    .map(ProofJson::read)
                    .forEach(proof -> proofs.put(proof.key(), proof));
        } catch (StateException | IllegalArgumentException _) {
            return Map.of();
        }
        return proofs;
    }

    /// Keeps a proof in place of the last one of the same way.
    public static void keep(StateDirectory state, Proof proof) throws StateException {
        Map<String, Proof> proofs = new LinkedHashMap<>(read(state));
        proofs.put(proof.key(), proof);
        state.replace(
                state.proofs(),
                JsonObject.write(json -> {
                    json.writeStringProperty("schema", SCHEMA);
                    json.writeArrayPropertyStart("proofs");
                    proofs.values().forEach(kept -> ProofJson.write(json, kept));
                    json.writeEndArray();
                }),
                true);
    }
}
