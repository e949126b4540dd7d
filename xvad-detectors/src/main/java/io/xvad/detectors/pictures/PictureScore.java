package io.xvad.detectors.pictures;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One number for how anomalous a picture is. */
public interface PictureScore {

    /** Of what goes into the network. */
    double of(Map<String, INDArray> inputs);
}
