package io.xvad.detectors.pretext;

import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelWriter;
import java.util.Map;

/** How confident one can be, by what a classifier says of an image, that the image is normal. Immutable. */
public interface Confidence {

    /** Higher is more confident. */
    double of(Map<String, Tensor> outputs);

    /** Its gradient with respect to the outputs it depends on. */
    Map<String, Tensor> gradient(Map<String, Tensor> outputs);

    /** Writes what was learned, if anything was. */
    default void write(ModelWriter model) {}
}
