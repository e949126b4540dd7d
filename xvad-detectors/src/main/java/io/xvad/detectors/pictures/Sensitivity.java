package io.xvad.detectors.pictures;

import io.xvad.detectors.learn.Trainable;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How strongly each pixel moves an output: its absolute gradient, summed over channels (Simonyan et al. 2014,
 * section 3).
 */
public final class Sensitivity implements PictureMap {

    private Sensitivity() {}

    /** Of an output of a network whose training has ended, one value a picture. */
    public static Sensitivity of(Trainable net, String output) {
        net.differentiate(output, PictureRecipe.INPUT);
        return new Sensitivity();
    }

    @Override
    public float[] of(Trainable net, Map<String, INDArray> inputs, float[] picture, int size) {
        float[] gradient = net.gradient(inputs, PictureRecipe.INPUT);
        float[] map = new float[size * size];
        for (int i = 0; i < gradient.length; i++) {
            map[i % map.length] += Math.abs(gradient[i]);
        }
        return map;
    }
}
