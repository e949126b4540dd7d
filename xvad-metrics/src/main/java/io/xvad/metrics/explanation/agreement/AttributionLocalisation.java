package io.xvad.metrics.explanation.agreement;

import io.xvad.core.AnomalyMap;

/**
 * Attribution localisation (Kohlbrenner et al., 2020): the share of the map's positive mass that lies in the
 * mask. In [0, 1], higher is better; NaN for an empty mask or a map without positive values.
 *
 * @param value the share
 * @param weighted the share divided by the mask's share of the image, so that 1 is chance
 */
public record AttributionLocalisation(double value, double weighted) {

    /**
     * The share of a map.
     *
     * @throws IllegalArgumentException if the mask has another size
     */
    public static AttributionLocalisation of(AnomalyMap map, boolean[] mask) {
        int count = Masked.count(map, mask);
        double inside = 0;
        double all = 0;
        for (int i = 0; i < mask.length; i++) {
            double mass = Math.max(0, map.buffer().get(i));
            all += mass;
            inside += mask[i] ? mass : 0;
        }
        double value = count == 0 ? Double.NaN : inside / all;
        return new AttributionLocalisation(value, value * mask.length / count);
    }
}
