package io.xvad.foundation.univad;

import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Options;
import io.xvad.foundation.detector.Opening;
import io.xvad.foundation.tokens.ReferenceMemory;
import io.xvad.foundation.univad.VisionTowers.Features;
import io.xvad.foundation.univad.VisionTowers.Vectors;
import java.util.ArrayList;
import java.util.List;

/**
 * Vectors of normal images by both networks, with which those of an image are compared: patches, or components. Thread-safe; close it to free native memory.
 *
 * @param clip of several layers of CLIP
 * @param dino of DINOv2
 */
record PatchMatch(List<ReferenceMemory> clip, ReferenceMemory dino) implements AutoCloseable {

    PatchMatch {
        clip = List.copyOf(clip);
    }

    /**
     * Keeps vectors.
     *
     * @param clip for each layer those of all images, one entry an image
     * @param dino those of all images, one entry an image
     */
    static PatchMatch of(List<List<Vectors>> clip, List<Vectors> dino, Options options) {
        return Opening.of(opening -> {
            List<ReferenceMemory> layers = new ArrayList<>();
            clip.forEach(layer -> layers.add(opening.keep(memory(layer, options), ReferenceMemory::close)));
            return new PatchMatch(layers, memory(dino, options));
        });
    }

    /** Images may have different numbers of vectors: they are kept as those of one. */
    private static ReferenceMemory memory(List<Vectors> images, Options options) {
        Vectors all = Vectors.joined(images);
        return ReferenceMemory.of(List.of(all.values()), all.dimension(), options);
    }

    static PatchMatch read(ModelReader model, String name, int layers, Options options) {
        return Opening.of(opening -> {
            List<ReferenceMemory> clip = new ArrayList<>();
            for (int layer = 0; layer < layers; layer++) {
                clip.add(opening.keep(
                        ReferenceMemory.read(model, name + "-clip-" + layer, options), ReferenceMemory::close));
            }
            return new PatchMatch(clip, ReferenceMemory.read(model, name + "-dino", options));
        });
    }

    void write(ModelWriter model, String name) {
        for (int layer = 0; layer < clip.size(); layer++) {
            clip.get(layer).write(model, name + "-clip-" + layer);
        }
        dino.write(model, name + "-dino");
    }

    /** For each patch of CLIP one minus the cosine with the most alike, averaged over layers. */
    float[] byClip(Features image) {
        return byClip(image.clip());
    }

    /** The same of vectors of each layer. */
    float[] byClip(List<Vectors> layers) {
        float[] mean = new float[layers.get(0).count()];
        for (int layer = 0; layer < clip.size(); layer++) {
            float[] distances =
                    clip.get(layer).nearest(layers.get(layer).values()).distances();
            for (int i = 0; i < mean.length; i++) {
                mean[i] += distances[i] / clip.size();
            }
        }
        return mean;
    }

    /** For each patch of DINOv2 one minus the cosine with the most alike. */
    float[] byDino(Vectors patches) {
        return dino.nearest(patches.values()).distances();
    }

    @Override
    public void close() {
        clip.forEach(ReferenceMemory::close);
        dino.close();
    }
}
