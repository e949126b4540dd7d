package io.xvad.foundation.model;

import io.xvad.core.json.JsonObject;
import java.util.Map;

/**
 * How what the network of another exporter gives becomes what is asked for here.
 *
 * @param outputs the name that the network gives, by the name that is asked for; empty where the names are the same
 * @param rowsBeforePatches rows of vectors that come before those of the patches, such as that of the class, and are left out;
 *     only of a network whose description says how large a patch is
 */
record Adaptation(Map<String, String> outputs, int rowsBeforePatches) {

    static final String ROWS = "rows-before-patches";

    Adaptation {
        outputs = Map.copyOf(outputs);
        if (rowsBeforePatches < 0) {
            throw new IllegalArgumentException(ROWS + " must be at least 0, got " + rowsBeforePatches);
        }
    }

    static Adaptation of(JsonObject json) {
        return new Adaptation(
                json.has("outputs") ? json.object("outputs").texts() : Map.of(),
                json.has(ROWS) ? json.integer(ROWS) : 0);
    }
}
