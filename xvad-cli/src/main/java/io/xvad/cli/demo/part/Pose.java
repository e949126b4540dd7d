package io.xvad.cli.demo.part;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * How a part lies before the camera, and what the light is like.
 *
 * @param x pixels that it lies to the right of the middle
 * @param y pixels that it lies below the middle
 * @param angle by which it is turned, in radians
 * @param light direction that the light comes from, in radians
 * @param gain of the exposure, about 1
 * @param bolts by how much each bolt is turned, in radians
 */
record Pose(double x, double y, double angle, double light, double gain, List<Double> bolts) {

    private static final double SHIFT = 2.5;
    private static final double TURN = Math.toRadians(2.5);
    private static final double LIGHT = Math.toRadians(-128);
    private static final double LIGHT_TURN = Math.toRadians(5);
    private static final double GAIN = 0.03;

    static Pose random(UniformRandomProvider random) {
        List<Double> bolts = new ArrayList<>();
        for (int i = 0; i < PartShape.BOLTS; i++) {
            bolts.add(about(random, 0, Math.PI));
        }
        return new Pose(
                about(random, 0, SHIFT),
                about(random, 0, SHIFT),
                about(random, 0, TURN),
                about(random, LIGHT, LIGHT_TURN),
                about(random, 1, GAIN),
                bolts);
    }

    private static double about(UniformRandomProvider random, double middle, double most) {
        return middle + most * (2 * random.nextDouble() - 1);
    }
}
