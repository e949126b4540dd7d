package io.xvad.detectors.pictures;

import io.xvad.detectors.learn.Trainable;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a trained network finds anomalous in a picture. */
public interface PictureMap {

    /** A square of any side, higher is more anomalous. */
    float[] of(Trainable net, Map<String, INDArray> inputs, float[] picture, int size);
}
