package io.xvad.detectors.pretext;

import io.xvad.detectors.network.ImageRecipe;
import io.xvad.detectors.network.NetworkImages;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What goes into a classifier of versions: pictures, and which version each is. */
public final class VersionBatch {

    private VersionBatch() {}

    /** All versions of each picture. */
    public static Map<String, INDArray> of(Versions versions, List<float[]> pictures, UniformRandomProvider random) {
        return inputs(versions, versions.of(pictures, random));
    }

    /** All versions of one picture, always the same. */
    public static Map<String, INDArray> of(Versions versions, float[] picture) {
        return inputs(versions, versions.of(picture));
    }

    private static Map<String, INDArray> inputs(Versions versions, List<float[]> pictures) {
        int kinds = versions.task().versions();
        INDArray labels = Nd4j.zeros(pictures.size(), kinds);
        for (int i = 0; i < pictures.size(); i++) {
            labels.putScalar(i, i % kinds, 1);
        }
        return Map.of(
                ImageRecipe.INPUT, NetworkImages.batch(pictures, versions.size()), ClassifierGraph.LABELS, labels);
    }
}
