package io.xvad.core.explain;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Base64;

/** Values in the JSON itself, as the base64 of little-endian float32, so that nothing is rounded. */
final class InlineValues implements ArrayValues {

    static final String FIELD = "float32";

    @Override
    public void write(JsonGenerator json, FloatBuffer values, int... shape) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        json.writeStringField(FIELD, Base64.getEncoder().encodeToString(bytes.array()));
    }

    @Override
    public float[] read(JsonObject array) {
        return ArrayJson.toArray(ByteBuffer.wrap(Base64.getDecoder().decode(array.string(FIELD)))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer());
    }
}
