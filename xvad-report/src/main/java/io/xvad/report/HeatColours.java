package io.xvad.report;

import java.awt.Color;

/**
 * The colours of anomaly maps, from clear over yellow, orange and red to magenta. Positions go from 0, the bottom of the scale, over
 * 0.5, its threshold, to 1, its top.
 */
public final class HeatColours {

    /** Up to this position nothing is shown. */
    static final double VISIBLE_FROM = 0.3;

    private static final double[] STOPS = {0, 0.5, 0.65, 0.8, 1};
    private static final int[][] COLOURS = {{255, 245, 160}, {255, 225, 60}, {255, 140, 0}, {230, 30, 30}, {170, 0, 140}
    };
    private static final double STRONGEST = 0.7;

    private HeatColours() {}

    /** The colour at a position of the scale. */
    public static Color at(double position) {
        int above = 1;
        while (above < STOPS.length - 1 && position > STOPS[above]) {
            above++;
        }
        double t = Math.max(0, Math.min(1, (position - STOPS[above - 1]) / (STOPS[above] - STOPS[above - 1])));
        int[] a = COLOURS[above - 1];
        int[] b = COLOURS[above];
        return new Color(mix(a[0], b[0], t), mix(a[1], b[1], t), mix(a[2], b[2], t));
    }

    private static int mix(int a, int b, double t) {
        return (int) Math.round(a + (b - a) * t);
    }

    /** How much of the image below the colour hides, from 0 to 0.7: nothing of what is clearly normal. */
    public static double opacity(double position) {
        return STRONGEST * Math.max(0, Math.min(1, (position - VISIBLE_FROM) / (0.5 - VISIBLE_FROM)));
    }
}
