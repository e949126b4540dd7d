package io.xvad.metrics.explanation.stability;

import io.xvad.core.Image;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** Slightly changed images: uniform noise within a radius, clamped to [0, 1]. Not thread-safe. */
final class Perturbations {

    private final double radius;
    private final UniformRandomProvider random;

    Perturbations(double radius, long seed) {
        if (!(radius > 0 && radius <= 1)) {
            throw new IllegalArgumentException("radius must be in (0, 1], got " + radius);
        }
        this.radius = radius;
        this.random = RandomSource.XO_SHI_RO_256_PP.create(seed);
    }

    static void requireDraws(int draws) {
        if (draws < 1) {
            throw new IllegalArgumentException("draws must be at least 1, got " + draws);
        }
    }

    Image next(Image image) {
        float[] values = image.toArray();
        for (int i = 0; i < values.length; i++) {
            double noise = (2 * random.nextDouble() - 1) * radius;
            values[i] = (float) Math.max(0, Math.min(1, values[i] + noise));
        }
        return Image.of(image.id(), image.channels(), image.height(), image.width(), values);
    }
}
