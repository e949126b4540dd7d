package io.xvad.foundation.mvfa;

import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Options;
import io.xvad.foundation.detector.Opening;
import io.xvad.foundation.tokens.ReferenceMemory;
import io.xvad.foundation.tokens.TokenMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The branch that compares patches with those of normal reference images, one minus the cosine to the nearest of the same layer and head (Huang et al. 2024, section 3.3). Thread-safe; close
 * it to free native memory.
 *
 * @param segmentation of the head that makes maps, layer by layer
 * @param detection of the head that judges images, layer by layer
 * @param painter makes the values of patches larger
 */
record ReferenceBranch(List<ReferenceMemory> segmentation, List<ReferenceMemory> detection, TokenMap painter)
        implements AutoCloseable {

    private static final String SEGMENTATION = "reference-segmentation-";
    private static final String DETECTION = "reference-detection-";

    ReferenceBranch {
        segmentation = List.copyOf(segmentation);
        detection = List.copyOf(detection);
    }

    /**
     * The branch of some images, at least one.
     *
     * @param dimension values in a vector
     */
    static ReferenceBranch of(List<AdaptedTokens> images, int dimension, TokenMap painter, Options options) {
        return Opening.of(opening -> new ReferenceBranch(
                memories(opening, images, AdaptedTokens::segmentation, dimension, options),
                memories(opening, images, AdaptedTokens::detection, dimension, options),
                painter));
    }

    private static List<ReferenceMemory> memories(
            Opening opening,
            List<AdaptedTokens> images,
            Function<AdaptedTokens, List<float[]>> head,
            int dimension,
            Options options) {
        List<ReferenceMemory> memories = new ArrayList<>();
        for (int l = 0; l < head.apply(images.get(0)).size(); l++) {
            int layer = l;
            List<float[]> ofLayer =
                    images.stream().map(image -> head.apply(image).get(layer)).toList();
            memories.add(opening.keep(ReferenceMemory.of(ofLayer, dimension, options), ReferenceMemory::close));
        }
        return memories;
    }

    static boolean isIn(ModelReader model) {
        return model.has(SEGMENTATION + 0);
    }

    static ReferenceBranch read(ModelReader model, TokenMap painter, Options options) {
        return Opening.of(opening -> new ReferenceBranch(
                read(opening, model, SEGMENTATION, options), read(opening, model, DETECTION, options), painter));
    }

    private static List<ReferenceMemory> read(Opening opening, ModelReader model, String prefix, Options options) {
        List<ReferenceMemory> memories = new ArrayList<>();
        while (model.has(prefix + memories.size())) {
            memories.add(opening.keep(
                    ReferenceMemory.read(model, prefix + memories.size(), options), ReferenceMemory::close));
        }
        return memories;
    }

    void write(ModelWriter model) {
        for (int layer = 0; layer < segmentation.size(); layer++) {
            segmentation.get(layer).write(model, SEGMENTATION + layer);
            detection.get(layer).write(model, DETECTION + layer);
        }
    }

    Branch of(AdaptedTokens tokens) {
        float[] ofDetection = painter.enlarged(distances(detection, tokens.detection()));
        double sum = 0;
        for (float distance : ofDetection) {
            sum += distance;
        }
        float[] map = painter.enlarged(distances(segmentation, tokens.segmentation()));
        return new Branch(map, (float) (sum / ofDetection.length));
    }

    /** The sum over the layers of the distances of each patch. */
    private static float[] distances(List<ReferenceMemory> memories, List<float[]> tokens) {
        float[] sum = new float[memories.get(0).perImage()];
        for (int layer = 0; layer < memories.size(); layer++) {
            float[] ofLayer = memories.get(layer).nearest(tokens.get(layer)).distances();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += ofLayer[i];
            }
        }
        return sum;
    }

    /** What the segmentation remembers of the last of the layers. */
    ReferenceMemory last() {
        return segmentation.get(segmentation.size() - 1);
    }

    @Override
    public void close() {
        segmentation.forEach(ReferenceMemory::close);
        detection.forEach(ReferenceMemory::close);
    }
}
