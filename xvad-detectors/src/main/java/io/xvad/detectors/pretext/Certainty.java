package io.xvad.detectors.pretext;

import io.xvad.core.engine.Tensor;
import java.util.Map;

/** How sure one can be, by what a classifier says of a picture, that the picture is normal. Immutable. */
public interface Certainty {

    /** Higher is surer. */
    double of(Map<String, Tensor> outputs);

    /** Its gradient with respect to the outputs it depends on. */
    Map<String, Tensor> gradient(Map<String, Tensor> outputs);
}
