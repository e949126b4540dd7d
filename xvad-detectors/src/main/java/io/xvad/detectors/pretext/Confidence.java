package io.xvad.detectors.pretext;

import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelWriter;
import io.xvad.training.onnx.OnnxGraph;
import java.util.Map;

/** How confident one can be, by what a classifier says of an image, that the image is normal. Immutable. */
public interface Confidence {

    /** The confidence in an image from the classifier's outputs by name; higher is more confident. */
    double of(Map<String, Tensor> outputs);

    /** The gradient of the confidence with respect to the outputs it depends on, by name. */
    Map<String, Tensor> gradient(Map<String, Tensor> outputs);

    /**
     * The same in ONNX, one value without dimensions.
     *
     * @param values in the graph by names of the classifier's outputs
     */
    String in(OnnxGraph onnx, Map<String, String> values);

    /** Writes what was learned, if anything was. */
    default void write(ModelWriter model) {}
}
