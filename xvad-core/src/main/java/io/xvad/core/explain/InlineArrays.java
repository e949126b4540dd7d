package io.xvad.core.explain;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Base64;

/** Values in the JSON itself, as the base64 of little-endian float32, so that nothing is rounded. */
final class InlineArrays implements ArrayWriter, ArrayReader {

    static final String FIELD = "float32";

    @Override
    public void values(JsonGenerator json, FloatBuffer values, int... shape) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        json.writeStringField(FIELD, Base64.getEncoder().encodeToString(bytes.array()));
    }

    @Override
    public float[] values(JsonObject array) {
        FloatBuffer buffer = ByteBuffer.wrap(Base64.getDecoder().decode(array.string(FIELD)))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}
