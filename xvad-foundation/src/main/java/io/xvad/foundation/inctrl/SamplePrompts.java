package io.xvad.foundation.inctrl;

import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Options;
import io.xvad.foundation.inctrl.ImageEncoder.Seen;
import java.util.List;

/**
 * What an image is compared with: a few normal images, patch by patch in several layers, and as a whole by the mean of their adapted vectors: the sample prompts of Zhu and Pang 2024. Thread-safe; close it to free native memory.
 *
 * @param patches of the normal images
 * @param adapted mean of their adapted vectors
 */
record SamplePrompts(PatchMemories patches, float[] adapted) implements AutoCloseable {

    private static final String ADAPTED = "reference-adapted";

    static SamplePrompts of(List<Seen> images, ResidualHeads heads, Options options) {
        float[] adapted =
                mean(images.stream().map(image -> heads.adapted(image.vector())).toList());
        return new SamplePrompts(PatchMemories.of(images, options), adapted);
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
        float[] adapted = model.tensor(ADAPTED).toArray();
        return new SamplePrompts(PatchMemories.read(model, options), adapted);
    }

    void write(ModelWriter model) {
        patches.write(model);
        model.tensor(ADAPTED, Tensor.of(adapted, adapted.length));
    }

    /** The mean of the adapted vectors of the normal images less that of an image. */
    float[] imageResidual(float[] adaptedImage) {
        float[] residual = adapted.clone();
        for (int d = 0; d < residual.length; d++) {
            residual[d] -= adaptedImage[d];
        }
        return residual;
    }

    @Override
    public void close() {
        patches.close();
    }
}
