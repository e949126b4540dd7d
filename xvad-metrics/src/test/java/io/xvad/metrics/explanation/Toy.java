package io.xvad.metrics.explanation;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.metrics.Golden;
import java.util.Arrays;

/** The 12 x 12 image, the score and the maps of golden/explanation.py. */
public final class Toy {

    public static final int SIDE = 12;

    private Toy() {}

    public static Image image() {
        return Image.of("toy", 1, SIDE, SIDE, array("x"));
    }

    public static AnomalyMap map(String name) {
        return AnomalyMap.of(SIDE, SIDE, array(name));
    }

    public static boolean[] mask() {
        double[] values = Golden.npy("explanation-mask.npy").doubles();
        boolean[] mask = new boolean[values.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = values[i] > 0;
        }
        return mask;
    }

    /** {@code sum(w x) + sum(v x)^2}. */
    public static double score(Image image) {
        double linear = dot("w", image);
        double squared = dot("v", image);
        return linear + squared * squared;
    }

    /** {@code sum(w x)}, of which {@link #contributions} is the exact explanation. */
    public static double linear(Image image) {
        return dot("w", image);
    }

    public static AnomalyMap contributions(Image image) {
        float[] w = array("w");
        for (int i = 0; i < w.length; i++) {
            w[i] *= image.buffer().get(i);
        }
        return AnomalyMap.of(SIDE, SIDE, w);
    }

    public static AnomalyMap negated(AnomalyMap map) {
        float[] values = map.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = -values[i];
        }
        return AnomalyMap.of(map.height(), map.width(), values);
    }

    private static double dot(String name, Image image) {
        float[] weights = array(name);
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += (double) weights[i] * image.buffer().get(i);
        }
        return sum;
    }

    private static float[] array(String name) {
        return Golden.npy("explanation-" + name + ".npy").floats();
    }

    public static double[] golden(String name) {
        return Arrays.stream(Golden.rows("explanation.csv").stream()
                        .filter(row -> row[0].equals(name))
                        .findFirst()
                        .orElseThrow())
                .skip(1)
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
