package io.xvad.detectors.textures;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * Parallel lines: how many of them lie before a pixel.
 *
 * @param size side of the square
 * @param frequency lines along a side
 * @param angle of the direction in which they are counted, in radians
 */
record Grating(int size, double frequency, double angle) {

    /** Lines from 2 to the power of one bound to that of the other, in any direction. */
    static Grating drawn(int size, double fewest, double most, UniformRandomProvider random) {
        double exponent = fewest + (most - fewest) * random.nextDouble();
        return new Grating(size, Math.pow(2, exponent), 2 * Math.PI * random.nextDouble());
    }

    /** Lines at a right angle to these. */
    Grating across(double otherFrequency) {
        return new Grating(size, otherFrequency, angle + Math.PI / 2);
    }

    double at(int pixel) {
        double along = Math.cos(angle) * (pixel % size) + Math.sin(angle) * (pixel / size);
        return frequency * along / size;
    }
}
