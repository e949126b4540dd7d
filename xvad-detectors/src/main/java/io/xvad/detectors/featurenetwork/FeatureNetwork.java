package io.xvad.detectors.featurenetwork;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.engine.Network;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.SavedNetwork;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Trainable;
import io.xvad.training.onnx.OnnxGraph;
import io.xvad.training.onnx.SameDiffTranslation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A method's network over features: its graph with the losses, and how it is trained. The training half of a detector, which
 * names SameDiff; scoring uses only the constants.
 */
public interface FeatureNetwork {

    /** Name of the standardised rows of features that go into the graph, shape (N, D). */
    String ROWS = "rows";

    /** Name of the scores that come out of it, one for each row, shape (N). */
    String SCORE = "score";

    /** Name of the score of the whole image, one value, of networks that give one; without it that is the maximum of the map. */
    String IMAGE_SCORE = "image-score";

    /** A new graph, with weights drawn by the seed. */
    Trainable graph(long seed);

    /** Shapes of the inputs for one image, by name, in the order of the frozen form. */
    Map<String, long[]> inputs();

    /** Values of inputs that matter in training only, by name. */
    default Map<String, INDArray> trainingInputs() {
        return Map.of();
    }

    /** Trains the graph. */
    void train(Trainable net, TrainingFeatures features, FitRequest request);

    /** A trained graph as a model file keeps it: weights and frozen form. */
    default SavedNetwork saved(Trainable net) {
        OnnxGraph onnx = new OnnxGraph();
        Map<String, String> names = new HashMap<>();
        Map<String, INDArray> examples = new HashMap<>();
        inputs().forEach((name, shape) -> {
            names.put(name, onnx.input(name, shape));
            examples.put(name, Nd4j.zeros(shape));
        });
        SameDiffTranslation translation = new SameDiffTranslation(net.graph(), onnx, names, examples);
        long rows = Objects.requireNonNull(inputs().get(ROWS))[0];
        onnx.output(SCORE, translation.value(SCORE), rows);
        if (net.graph().hasVariable(IMAGE_SCORE)) {
            onnx.output(IMAGE_SCORE, onnx.reshaped(translation.value(IMAGE_SCORE), 1), 1);
        }
        return Trainable.saved(onnx.bytes(), net);
    }

    /** The graph with the weights of a model file that has no frozen form, as earlier versions wrote them. */
    default SavedNetwork readWithoutFrozenForm(ModelReader model) {
        Trainable net = graph(0);
        net.read(model);
        return saved(net);
    }

    /** The graph with the weights of a saved network. */
    default Trainable restored(SavedNetwork saved) {
        Trainable net = graph(0);
        net.restore(saved);
        return net;
    }

    /** A saved network as one that scores in SameDiff, for where no engine runs its frozen form. */
    default Network sameDiff(SavedNetwork saved) {
        Trainable net = restored(saved);
        return net.graph().hasVariable(IMAGE_SCORE)
                ? SameDiffNetwork.of(net, SCORE, IMAGE_SCORE)
                : SameDiffNetwork.of(net, SCORE);
    }

    /** Rows of features as a matrix. */
    static INDArray matrix(float[] rows, int dimension) {
        return Nd4j.create(rows, new long[] {rows.length / dimension, dimension}, 'c');
    }

    /** Rows of several images, of as many rows each, as one matrix. */
    static INDArray matrix(List<float[]> images, int dimension) {
        int perImage = images.get(0).length;
        float[] rows = new float[images.size() * perImage];
        for (int i = 0; i < images.size(); i++) {
            System.arraycopy(images.get(i), 0, rows, i * perImage, perImage);
        }
        return matrix(rows, dimension);
    }
}
