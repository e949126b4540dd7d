package io.xvad.cli.demo.part;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.data.synthetic.DefectedImage;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Rendered images of a gear on a mat, 256 x 256 pixels, RGB. Each seed is another specimen: it lies a little differently, its bolts
 * are turned otherwise, the light and the noise are its own. The same seed gives the same image.
 */
public final class MachinedPart {

    private static final double NOISE = 0.012;
    private static final double SEEN = 0.03;

    private MachinedPart() {}

    /** A part as it should be. */
    public static Image normal(String id, long seed) {
        return photographed(id, rendered(seed, Optional.empty()), seed);
    }

    /** The part of the same seed with one thing wrong; the mask is where it looks otherwise. */
    public static DefectedImage defective(String id, PartDefect defect, long seed) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(~seed);
        double[] normal = rendered(seed, Optional.empty());
        double[] wrong = rendered(seed, Optional.of(Fault.random(defect, random)));
        return new DefectedImage(photographed(id, wrong, seed), difference(normal, wrong), defect.defectName());
    }

    private static double[] rendered(long seed, Optional<Fault> fault) {
        Pose pose = Pose.random(RandomSource.XO_SHI_RO_256_PP.create(seed));
        return new PartCamera(new PartShape(pose, fault), pose).image();
    }

    private static Image photographed(String id, double[] rendered, long seed) {
        ZigguratSampler.NormalizedGaussian noise =
                ZigguratSampler.NormalizedGaussian.of(RandomSource.XO_SHI_RO_256_PP.create(seed + 1_000_003));
        float[] values = new float[rendered.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.max(0, Math.min(1, rendered[i] + NOISE * noise.sample()));
        }
        return Image.of(id, 3, PartCamera.SIDE, PartCamera.SIDE, values);
    }

    private static Mask difference(double[] normal, double[] wrong) {
        boolean[] pixels = new boolean[PartCamera.SIDE * PartCamera.SIDE];
        for (int i = 0; i < normal.length; i++) {
            pixels[i % pixels.length] |= Math.abs(normal[i] - wrong[i]) > SEEN;
        }
        return Mask.of(PartCamera.SIDE, PartCamera.SIDE, pixels);
    }
}
