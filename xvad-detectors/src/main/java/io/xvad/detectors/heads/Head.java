package io.xvad.detectors.heads;

import io.xvad.detectors.features.Distances;
import io.xvad.training.Trainable;
import io.xvad.training.WeightedSum;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A trained graph that gives each standardised row a score. Thread-safe; one run at a time.
 */
public final class Head implements Distances {

    /** Name of the rows that go into the graph, shape (N, D). */
    public static final String ROWS = "rows";

    /** Name of the scores that come out of it, shape (N). */
    public static final String SCORE = "score";

    private final Trainable trainable;
    private final WeightedSum scores;
    private final Standardisation standardisation;
    private final Map<String, INDArray> otherInputs;

    /**
     * A head whose training has ended; the gradient of its graph is from now on that of weighted scores.
     *
     * @param otherInputs values of inputs that matter in training only
     */
    public Head(Trainable trainable, Standardisation standardisation, Map<String, INDArray> otherInputs) {
        this.trainable = trainable;
        this.standardisation = standardisation;
        this.otherInputs = Map.copyOf(otherInputs);
        this.scores = new WeightedSum(trainable, SCORE, ROWS);
    }

    /** Rows of several images, standardised, as one matrix. */
    public static INDArray matrix(float[] rows, int dimension) {
        return Nd4j.create(rows, new long[] {rows.length / dimension, dimension}, 'c');
    }

    /** Rows of several images of one size as one matrix. */
    public static INDArray matrix(List<float[]> images, int dimension) {
        int perImage = images.get(0).length;
        float[] rows = new float[images.size() * perImage];
        for (int i = 0; i < images.size(); i++) {
            System.arraycopy(images.get(i), 0, rows, i * perImage, perImage);
        }
        return matrix(rows, dimension);
    }

    private Map<String, INDArray> inputs(float[] rows) {
        Map<String, INDArray> inputs = new HashMap<>(otherInputs);
        inputs.put(ROWS, matrix(standardisation.apply(rows), standardisation.means().length));
        return inputs;
    }

    @Override
    public synchronized float[] of(float[] rows) {
        return trainable.run(inputs(rows), SCORE);
    }

    @Override
    public synchronized float[] gradient(float[] rows, float[] weights) {
        float[] gradient = scores.gradient(inputs(rows), weights, ROWS);
        standardisation.undo(gradient);
        return gradient;
    }
}
