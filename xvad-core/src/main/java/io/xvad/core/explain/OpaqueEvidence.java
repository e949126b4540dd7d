package io.xvad.core.explain;

import io.xvad.core.json.JsonObject;

/**
 * Custom evidence that was read from JSON and whose type is not known here; it is written back as it was.
 *
 * @param type name of the type
 * @param json the text of one JSON object
 */
public record OpaqueEvidence(String type, String json) implements CustomEvidence {

    public OpaqueEvidence {
        JsonObject.parse(json);
    }
}
