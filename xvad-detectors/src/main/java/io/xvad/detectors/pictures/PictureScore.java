package io.xvad.detectors.pictures;

import io.xvad.core.AnomalyMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One number for how anomalous a picture is. */
public interface PictureScore {

    /** The maximum of the map. */
    PictureScore MAXIMUM = (inputs, map) -> map.max();

    /** Of what goes into the network, and of the map that was made of what came out. */
    double of(Map<String, INDArray> inputs, AnomalyMap map);
}
