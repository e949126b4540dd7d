package io.xvad.foundation.inctrl;

import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Options;
import io.xvad.foundation.detector.Opening;
import io.xvad.foundation.inctrl.InCtrlNetworks.Seen;
import io.xvad.foundation.tokens.ReferenceMemory;
import java.util.ArrayList;
import java.util.List;

/**
 * What an image is compared with: a few normal images, patch by patch in several layers, and as a whole by the mean of their adapted vectors: the sample prompts of Zhu and Pang 2024. Thread-safe; close it to free native memory.
 *
 * @param layers the vectors of their patches, layer by layer
 * @param adapted mean of their adapted vectors
 */
record SamplePrompts(List<ReferenceMemory> layers, float[] adapted) implements AutoCloseable {

    private static final String PATCHES = "reference-patches-";
    private static final String ADAPTED = "reference-adapted";

    SamplePrompts {
        layers = List.copyOf(layers);
    }

    static SamplePrompts of(List<Seen> images, Options options) {
        List<ReferenceMemory> layers = new ArrayList<>();
        for (int l = 0; l < images.get(0).patches().size(); l++) {
            int layer = l;
            layers.add(ReferenceMemory.of(
                    images.stream().map(image -> image.patches().get(layer)).toList(),
                    images.get(0).width(),
                    options));
        }
        return new SamplePrompts(layers, mean(images.stream().map(Seen::adapted).toList()));
    }

    private static float[] mean(List<float[]> vectors) {
        float[] mean = new float[vectors.get(0).length];
        for (float[] vector : vectors) {
            for (int d = 0; d < mean.length; d++) {
                mean[d] += vector[d] / vectors.size();
            }
        }
        return mean;
    }

    static SamplePrompts read(ModelReader model, Options options) {
        return Opening.of(opening -> {
            List<ReferenceMemory> layers = new ArrayList<>();
            while (model.has(PATCHES + layers.size())) {
                layers.add(opening.keep(
                        ReferenceMemory.read(model, PATCHES + layers.size(), options), ReferenceMemory::close));
            }
            return new SamplePrompts(layers, model.tensor(ADAPTED).toArray());
        });
    }

    void write(ModelWriter model) {
        for (int l = 0; l < layers.size(); l++) {
            layers.get(l).write(model, PATCHES + l);
        }
        model.tensor(ADAPTED, Tensor.of(adapted, adapted.length));
    }

    /** How far each patch is from the nearest patch of the normal images: {@code (1 - cosine) / 2}, the mean over the layers, in [0, 1]. */
    float[] patchResiduals(Seen image) {
        float[] mean = new float[layers.get(0).perImage()];
        for (int l = 0; l < layers.size(); l++) {
            float[] ofLayer = layers.get(l).nearest(image.patches().get(l)).halfDistances();
            for (int i = 0; i < mean.length; i++) {
                mean[i] += ofLayer[i] / layers.size();
            }
        }
        return mean;
    }

    /** The mean of the adapted vectors of the normal images less that of an image. */
    float[] imageResidual(Seen image) {
        float[] residual = adapted.clone();
        for (int d = 0; d < residual.length; d++) {
            residual[d] -= image.adapted()[d];
        }
        return residual;
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
