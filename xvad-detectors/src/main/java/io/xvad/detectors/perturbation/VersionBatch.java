package io.xvad.detectors.perturbation;

import io.xvad.detectors.pictures.PictureRecipe;
import io.xvad.detectors.pictures.TrainingPictures;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What goes into a classifier of versions: pictures, and which version each is. */
final class VersionBatch {

    private VersionBatch() {}

    /** All versions of each picture. */
    static Map<String, INDArray> of(Versions versions, List<float[]> pictures, UniformRandomProvider random) {
        return inputs(versions, versions.of(pictures, random));
    }

    /** All versions of one picture, always the same. */
    static Map<String, INDArray> of(Versions versions, float[] picture) {
        return inputs(versions, versions.of(picture));
    }

    private static Map<String, INDArray> inputs(Versions versions, List<float[]> pictures) {
        int kinds = versions.task().versions();
        INDArray labels = Nd4j.zeros(pictures.size(), kinds);
        for (int i = 0; i < pictures.size(); i++) {
            labels.putScalar(i, i % kinds, 1);
        }
        return Map.of(
                PictureRecipe.INPUT, TrainingPictures.batch(pictures, versions.size()), ClassifierGraph.LABELS, labels);
    }
}
