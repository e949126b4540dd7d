package io.xvad.core.explain;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.json.JsonObject;
import java.io.IOException;
import java.nio.FloatBuffer;

/** Where the values of maps and images are that a JSON text speaks of. */
interface ArrayValues {

    /** Writes fields that say where the values are. */
    void write(JsonGenerator json, FloatBuffer values, int... shape) throws IOException;

    /** Reads the values that the fields of an array speak of. */
    float[] read(JsonObject array);
}
