package io.xvad.detectors.stfpm;

import io.xvad.detectors.features.Distances;
import io.xvad.detectors.heads.Head;
import io.xvad.detectors.heads.Standardisation;
import io.xvad.training.Trainable;
import io.xvad.training.WeightedSum;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How far the student is from the teacher on one picture. One run of the student at a time.
 *
 * @param net the student
 * @param scores what it is differentiated by
 * @param standardisation of the teacher's rows
 * @param picture as the student sees it
 */
record StudentDistances(Trainable net, WeightedSum scores, Standardisation standardisation, float[] picture)
        implements Distances {

    static WeightedSum scores(Trainable net) {
        return new WeightedSum(net, Head.SCORE, Head.ROWS, StudentGraph.PICTURES);
    }

    @Override
    public float[] of(float[] rows) {
        synchronized (net) {
            return net.run(inputs(rows), Head.SCORE);
        }
    }

    @Override
    public float[] gradient(float[] rows, float[] weights) {
        float[] gradient = gradient(rows, weights, Head.ROWS);
        standardisation.undo(gradient);
        return gradient;
    }

    /** The gradient of the weighted sum with respect to the picture, as far as the student sees it. */
    float[] pictureGradient(float[] rows, float[] weights) {
        return gradient(rows, weights, StudentGraph.PICTURES);
    }

    private float[] gradient(float[] rows, float[] weights, String input) {
        synchronized (net) {
            return scores.gradient(inputs(rows), weights, input);
        }
    }

    private Map<String, INDArray> inputs(float[] rows) {
        float[] taught = standardisation.apply(rows);
        return StudentTraining.inputs(List.of(picture), List.of(taught), standardisation.means().length);
    }
}
