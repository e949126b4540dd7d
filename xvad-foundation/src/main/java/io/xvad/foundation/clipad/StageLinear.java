package io.xvad.foundation.clipad;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Tensor;
import io.xvad.foundation.model.FoundationModel;

/** The layer of SDP+ that takes the patches of one stage to the space of the text: {@code W v + b}. Immutable and thread-safe. */
final class StageLinear {

    private final float[] columns;
    private final float[] bias;

    private StageLinear(float[] columns, float[] bias) {
        this.columns = columns;
        this.bias = bias;
    }

    /** Whether a model has the layer of a stage. */
    static boolean isIn(FoundationModel weights, int layer) {
        return weights.arrays().contains(weight(layer));
    }

    private static String weight(int layer) {
        return "linear-" + layer + "-weight";
    }

    /**
     * The layer of a stage.
     *
     * @throws XvadModelException if the model has none, or one of another shape
     */
    static StageLinear of(FoundationModel weights, int layer) {
        Tensor weight = weights.array(weight(layer));
        Tensor bias = weights.array("linear-" + layer + "-bias");
        if (weight.rank() != 2 || bias.size() != weight.size(0)) {
            throw new XvadModelException(weights.folder() + ": array '" + weight(layer)
                    + "' must be of shape (D, W), its bias of D values, got " + weight + " and " + bias);
        }
        float[] rows = weight.toArray();
        int outputs = weight.size(0);
        int inputs = weight.size(1);
        float[] columns = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            columns[i % inputs * outputs + i / inputs] = rows[i];
        }
        return new StageLinear(columns, bias.toArray());
    }

    /**
     * What it makes of vectors.
     *
     * @param vectors one after the other
     */
    float[] apply(float[] vectors) {
        int outputs = bias.length;
        int inputs = columns.length / outputs;
        float[] made = new float[vectors.length / inputs * outputs];
        float[] one = new float[outputs];
        for (int v = 0; v < vectors.length / inputs; v++) {
            System.arraycopy(bias, 0, one, 0, outputs);
            for (int i = 0; i < inputs; i++) {
                float value = vectors[v * inputs + i];
                for (int o = 0; o < outputs; o++) {
                    one[o] += value * columns[i * outputs + o];
                }
            }
            System.arraycopy(one, 0, made, v * outputs, outputs);
        }
        return made;
    }
}
