package io.xvad.detectors.patchcore;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import java.util.List;

/** Where each remembered patch came from, and its picture in 8 bits a sample. */
record PatchOrigins(int cropSize, int channels, List<String> samples, int[] origins, int[] boxes, byte[] crops) {

    static final int CROP_SIZE = 48;

    private static final String SAMPLES = "samples";
    private static final String ORIGINS = "patch-samples";
    private static final String BOXES = "patch-boxes";
    private static final String CROPS = "patch-crops";

    PatchOrigins {
        samples = List.copyOf(samples);
    }

    static PatchOrigins read(ModelReader model, int patches) {
        List<String> samples = model.strings(SAMPLES);
        int[] origins = model.ints(ORIGINS);
        int[] boxes = model.ints(BOXES);
        byte[] crops = model.bytes(CROPS);
        int cropSize = boxes.length == 4 * patches + 1 ? boxes[4 * patches] : 0;
        long grey = (long) patches * cropSize * cropSize;
        if (origins.length != patches || cropSize < 1 || crops.length != grey && crops.length != 3 * grey) {
            throw new XvadModelException("entries of remembered patches do not fit " + patches + " patches");
        }
        for (int origin : origins) {
            if (origin < 0 || origin >= samples.size()) {
                throw new XvadModelException(
                        "entry '" + ORIGINS + "' names sample " + origin + " of " + samples.size());
            }
        }
        return new PatchOrigins(cropSize, crops.length == grey ? 1 : 3, samples, origins, boxes, crops);
    }

    void write(ModelWriter model) {
        model.strings(SAMPLES, samples);
        model.ints(ORIGINS, origins);
        model.ints(BOXES, boxes);
        model.bytes(CROPS, crops);
    }

    String sampleId(int patch) {
        return samples.get(origins[patch]);
    }

    Box box(int patch) {
        return new Box(boxes[4 * patch], boxes[4 * patch + 1], boxes[4 * patch + 2], boxes[4 * patch + 3]);
    }

    Image crop(int patch) {
        int size = channels * cropSize * cropSize;
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (crops[patch * size + i] & 0xff) / 255f;
        }
        return Image.of(sampleId(patch), channels, cropSize, cropSize, values);
    }
}
