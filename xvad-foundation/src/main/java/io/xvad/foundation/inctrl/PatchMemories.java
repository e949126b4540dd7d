package io.xvad.foundation.inctrl;

import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Options;
import io.xvad.foundation.detector.Opening;
import io.xvad.foundation.inctrl.ImageEncoder.Seen;
import io.xvad.foundation.tokens.ReferenceMemory;
import java.util.ArrayList;
import java.util.List;

/**
 * The patches of a few normal images, layer by layer. Thread-safe; close it to free native memory.
 *
 * @param layers the vectors of their patches
 */
record PatchMemories(List<ReferenceMemory> layers) implements AutoCloseable {

    private static final String PATCHES = "reference-patches-";

    PatchMemories {
        layers = List.copyOf(layers);
    }

    static PatchMemories of(List<Seen> images, Options options) {
        return Opening.of(opening -> {
            List<ReferenceMemory> layers = new ArrayList<>();
            for (int l = 0; l < images.get(0).patches().size(); l++) {
                int layer = l;
                List<float[]> patches =
                        images.stream().map(image -> image.patches().get(layer)).toList();
                layers.add(opening.keep(
                        ReferenceMemory.of(patches, images.get(0).width(), options), ReferenceMemory::close));
            }
            return new PatchMemories(layers);
        });
    }

    static PatchMemories read(ModelReader model, Options options) {
        return Opening.of(opening -> {
            List<ReferenceMemory> layers = new ArrayList<>();
            while (model.has(PATCHES + layers.size())) {
                layers.add(opening.keep(
                        ReferenceMemory.read(model, PATCHES + layers.size(), options), ReferenceMemory::close));
            }
            return new PatchMemories(layers);
        });
    }

    void write(ModelWriter model) {
        for (int l = 0; l < layers.size(); l++) {
            layers.get(l).write(model, PATCHES + l);
        }
    }

    /** How far each patch is from the nearest patch of the normal images: {@code (1 - cosine) / 2}, the mean over the layers, in [0, 1]. */
    float[] residuals(Seen image) {
        float[] mean = new float[layers.get(0).perImage()];
        for (int l = 0; l < layers.size(); l++) {
            float[] ofLayer = layers.get(l).nearest(image.patches().get(l)).halfDistances();
            for (int i = 0; i < mean.length; i++) {
                mean[i] += ofLayer[i] / layers.size();
            }
        }
        return mean;
    }

    /** The memory of the last of the layers. */
    ReferenceMemory last() {
        return layers.get(layers.size() - 1);
    }

    @Override
    public void close() {
        layers.forEach(ReferenceMemory::close);
    }
}
