package io.xvad.detectors.stfpm;

import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/** The architecture of a student. */
interface Student {

    /**
     * Its features at each scale, from fine to coarse, of the teacher's shapes.
     *
     * @param images shape (N, 3, size, size), values in [0, 1]
     */
    List<SDVariable> features(Trainable net, Mode mode, SDVariable images);
}
