package io.xvad.detectors.textures;

import io.xvad.data.synthetic.PerlinNoise;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/** Kinds of random patterns of heights in [0, 1]. */
enum Pattern {
    /** Noise of one scale and all finer ones (Perlin, 1985). */
    CLOUDS((size, random) -> fractal(size, random.nextInt(6), random)),

    /** Fine clouds. */
    GRAIN((size, random) -> fractal(size, random.nextInt(3, 6), random)),

    /** Bands, some of them bent, soft or sharp. */
    STRIPES((size, random) -> {
        Grating grating = Grating.drawn(size, 1, 6, random);
        float[] bend = fractal(size, random.nextInt(4), random);
        double bent = random.nextBoolean() ? 3 * random.nextDouble() : 0;
        double sharpness = sharpness(random);
        return filled(size, i -> Math.tanh(sharpness * Math.sin(2 * Math.PI * (grating.at(i) + bent * bend[i]))));
    }),

    /** Two gratings across each other. */
    WEAVE((size, random) -> {
        Grating warp = Grating.drawn(size, 1, 5, random);
        Grating weft = warp.across(Math.pow(2, 1 + 4 * random.nextDouble()));
        int kind = random.nextInt(3);
        double sharpness = sharpness(random);
        return filled(size, i -> {
            double a = Math.sin(2 * Math.PI * warp.at(i));
            double b = Math.sin(2 * Math.PI * weft.at(i));
            return Math.tanh(sharpness * (kind == 0 ? a * b : kind == 1 ? Math.max(a, b) : a + b));
        });
    }),

    /** Veins (Perlin, 1985, section "Marble"). */
    MARBLE((size, random) -> {
        Grating grating = Grating.drawn(size, 0, 3, random);
        float[] bend = fractal(size, random.nextInt(4), random);
        double bent = 1 + 5 * random.nextDouble();
        return filled(size, i -> Math.sin(2 * Math.PI * (grating.at(i) + bent * bend[i])));
    }),

    /** Cells around random points: their distances, their edges or plain areas (Worley, 1996). */
    CELLS((size, random) -> {
        Cells cells = Cells.drawn(size, random);
        int kind = random.nextInt(3);
        double edge = size * (0.01 + 0.09 * random.nextDouble());
        return filled(
                size, i -> kind == 0 ? cells.nearest(i) : kind == 1 ? Math.min(edge, cells.gap(i)) : cells.height(i));
    }),

    /** Discs over discs, few of them large, as areas in photographs are (Lee, Mumford and Huang, 2001). */
    LEAVES(Discs::drawn);

    private static final int OCTAVES = 7;
    private static final int FINEST = Integer.SIZE - 1;

    private final Drawing drawing;

    Pattern(Drawing drawing) {
        this.drawing = drawing;
    }

    @FunctionalInterface
    private interface Drawing {
        float[] of(int size, UniformRandomProvider random);
    }

    @FunctionalInterface
    private interface Heights {
        double at(int pixel);
    }

    /** A pattern, row-major, from 0 to 1. */
    float[] drawn(int size, UniformRandomProvider random) {
        return drawing.of(size, random);
    }

    private static double sharpness(UniformRandomProvider random) {
        return 0.5 + 5.5 * random.nextDouble();
    }

    /** Cells of the finest noise have at least two pixels along a side, since it is 0 between cells. */
    private static float[] fractal(int size, int coarsest, UniformRandomProvider random) {
        double[] sum = new double[size * size];
        double share = 1;
        double falling = 0.35 + 0.55 * random.nextDouble();
        int end = Math.min(OCTAVES, FINEST - Integer.numberOfLeadingZeros(size));
        for (int octave = Math.min(coarsest, end - 1); octave < end; octave++) {
            PerlinNoise noise = new PerlinNoise(size, size, 1 << octave, 1 << octave, random);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += share * noise.at(i / size, i % size);
            }
            share *= falling;
        }
        return filled(size, i -> sum[i]);
    }

    /** Stretched to lie between 0 and 1. */
    private static float[] filled(int size, Heights heights) {
        double[] values = new double[size * size];
        Arrays.setAll(values, heights::at);
        double least = Arrays.stream(values).min().orElse(0);
        double greatest = Arrays.stream(values).max().orElse(0);
        double range = Math.max(greatest - least, 1e-9);
        float[] stretched = new float[values.length];
        for (int i = 0; i < stretched.length; i++) {
            stretched[i] = (float) ((values[i] - least) / range);
        }
        return stretched;
    }
}
