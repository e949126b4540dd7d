package io.xvad.detectors.draem;

import io.xvad.data.preprocess.Rotation;
import io.xvad.data.synthetic.PerlinNoise;
import org.apache.commons.rng.UniformRandomProvider;

/** Where a simulated anomaly is: where Perlin noise is high (Zavrtanik et al., 2021, figure 5). */
final class PerlinMask {

    private static final double TURN = 90;

    private PerlinMask() {}

    /**
     * A mask of 0 and 1, shape (side, side), which may be empty.
     *
     * @param scales along each side the noise has 2 to the power of 0 up to this, less one, lattice cells
     * @param threshold what the noise, turned by up to 90 degrees, must exceed
     */
    static float[] drawn(int side, int scales, double threshold, UniformRandomProvider random) {
        int rows = 1 << random.nextInt(scales);
        int columns = 1 << random.nextInt(scales);
        PerlinNoise noise = new PerlinNoise(side, side, rows, columns, random);
        float[] values = new float[side * side];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) noise.at(i / side, i % side);
        }
        float[] turned = new Rotation(side, TURN * (2 * random.nextDouble() - 1)).of(values);
        for (int i = 0; i < turned.length; i++) {
            turned[i] = turned[i] > threshold ? 1 : 0;
        }
        return turned;
    }
}
