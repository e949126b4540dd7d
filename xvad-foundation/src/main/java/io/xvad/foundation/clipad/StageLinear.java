package io.xvad.foundation.clipad;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.foundation.model.FoundationModel;

/** The layer of SDP+ that takes the patches of one stage to the space of the text: {@code W v + b}. Immutable and thread-safe. */
final class StageLinear {

    private final float[] columns;
    private final float[] bias;

    /**
     * A layer.
     *
     * @param columns its weights, of shape (W, D), row-major
     * @param bias of D values
     */
    StageLinear(float[] columns, float[] bias) {
        this.columns = columns;
        this.bias = bias;
    }

    /** Whether a model has the layer of a stage. */
    static boolean isIn(FoundationModel weights, int layer) {
        return weights.arrays().contains(weight(layer));
    }

    /** Whether a model file has the layer of a stage. */
    static boolean isIn(ModelReader model, int layer) {
        return model.has(weight(layer));
    }

    private static String weight(int layer) {
        return "linear-" + layer + "-weight";
    }

    private static String bias(int layer) {
        return "linear-" + layer + "-bias";
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws XvadModelException if an entry is missing or of another size
     */
    static StageLinear read(ModelReader model, int layer) {
        float[] columns = model.tensor(weight(layer)).toArray();
        float[] bias = model.tensor(bias(layer)).toArray();
        if (bias.length == 0 || columns.length % bias.length != 0) {
            throw new XvadModelException("entries of the linear layer of stage " + layer + " do not fit each other");
        }
        return new StageLinear(columns, bias);
    }

    /** Writes the layer of a stage. */
    void write(ModelWriter model, int layer) {
        model.tensor(weight(layer), Tensor.of(columns, columns.length / bias.length, bias.length));
        model.tensor(bias(layer), Tensor.of(bias, bias.length));
    }

    /**
     * The layer of a stage.
     *
     * @throws XvadModelException if the model has none, or one of another shape
     */
    static StageLinear of(FoundationModel weights, int layer) {
        Tensor weight = weights.array(weight(layer));
        Tensor bias = weights.array(bias(layer));
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
