package io.xvad.detectors;

import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelFile;
import io.xvad.core.model.ModelReader;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a model of {@code patchcore} holds of one of its training images, as bytes. */
final class Traces {

    private Traces() {}

    /** The id, its digest, features and crops of its patches, and the image that is kept. */
    static List<byte[]> of(byte[] file, String id) {
        List<byte[]> traces = new ArrayList<>();
        try (ModelReader model = ModelFile.open(new ByteArrayInputStream(file), "model")) {
            int sample = model.strings("learned-samples").indexOf(id);
            traces.add(('"' + id + '"').getBytes(StandardCharsets.UTF_8));
            traces.add(Arrays.copyOfRange(model.bytes("learned-sha256"), 32 * sample, 32 * sample + 32));
            int[] origins = model.ints("patch-samples");
            Tensor memory = model.tensor("memory");
            byte[] crops = model.bytes("patch-crops");
            for (int patch = 0; patch < origins.length; patch++) {
                if (model.strings("samples").get(origins[patch]).equals(id)) {
                    traces.add(floats(memory, patch));
                    traces.add(part(crops, origins.length, patch));
                }
            }
            List<String> kept = model.strings("normal-image-samples");
            traces.add(part(model.bytes("normal-images"), kept.size(), kept.indexOf(id)));
        }
        return traces;
    }

    private static byte[] part(byte[] all, int parts, int part) {
        int size = all.length / parts;
        return Arrays.copyOfRange(all, part * size, (part + 1) * size);
    }

    private static byte[] floats(Tensor rows, int row) {
        int width = rows.size(1);
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * width).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(Arrays.copyOfRange(rows.toArray(), row * width, (row + 1) * width));
        return bytes.array();
    }
}
