package io.xvad.detectors.perturbation;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.pictures.PictureOptions;
import io.xvad.detectors.pictures.PictureRecipe;
import io.xvad.detectors.pictures.TrainingPictures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Batches of versions of pictures, with which version each is.
 *
 * @param task what the versions are
 * @param size side of the pictures
 */
record Versions(Task task, int size) {

    static final OptionSpec<String> TASK = OptionSpec.choice(
            "task",
            Task.ROTATIONS.taskName(),
            Arrays.stream(Task.values()).map(Task::taskName).toList(),
            "What the classifier is taught: how a picture is turned, or which synthetic defect it has");

    private static final long SEED = 41;

    static Versions of(Options options) {
        return new Versions(Task.named(options.get(TASK)), PictureOptions.size(options));
    }

    /** All versions of each picture. */
    Map<String, INDArray> of(List<float[]> pictures, UniformRandomProvider random) {
        List<float[]> versions = new ArrayList<>();
        for (float[] picture : pictures) {
            for (int kind = 0; kind < task.versions(); kind++) {
                versions.add(task.version(picture, size, kind, random));
            }
        }
        return inputs(versions);
    }

    /** All versions of one picture, always the same. */
    Map<String, INDArray> of(float[] picture) {
        return of(List.of(picture), RandomSource.XO_SHI_RO_256_PP.create(SEED));
    }

    private Map<String, INDArray> inputs(List<float[]> versions) {
        INDArray labels = Nd4j.zeros(versions.size(), task.versions());
        for (int i = 0; i < versions.size(); i++) {
            labels.putScalar(i, i % task.versions(), 1);
        }
        return Map.of(PictureRecipe.INPUT, TrainingPictures.batch(versions, size), ClassifierGraph.LABELS, labels);
    }

    /** Absolute values of all versions and channels as one map of the picture. */
    float[] joined(float[] gradient) {
        int values = gradient.length / task.versions();
        float[] map = new float[size * size];
        for (int kind = 0; kind < task.versions(); kind++) {
            float[] own = new float[map.length];
            for (int i = 0; i < values; i++) {
                own[i % own.length] += Math.abs(gradient[kind * values + i]);
            }
            float[] restored = task.restored(own, size, kind);
            for (int i = 0; i < map.length; i++) {
                map[i] += restored[i] / task.versions();
            }
        }
        return map;
    }
}
