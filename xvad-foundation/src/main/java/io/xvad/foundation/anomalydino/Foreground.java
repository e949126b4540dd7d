package io.xvad.foundation.anomalydino;

import io.xvad.core.Mask;

/**
 * Tells the patches of an object from those of the background by their first principal component (Damm et al. 2025, section 3.3): those above a threshold; where
 * they cover too little of the middle of the image, those whose negative is. Holes are closed and the object grows by one patch. Immutable and thread-safe.
 *
 * @param threshold of the component
 */
record Foreground(double threshold) {

    private static final double BORDER = 0.2;
    private static final double COVERED = 0.35;

    Mask of(PatchNetwork.Patches patches) {
        double[] component = FirstComponent.of(patches.rows(), patches.dimension());
        Mask above = above(component, 1, patches);
        Mask object = coversTheMiddle(above) ? above : above(component, -1, patches);
        return object.grown(1).grown(1).shrunk(1);
    }

    private Mask above(double[] component, int sign, PatchNetwork.Patches patches) {
        boolean[] above = new boolean[component.length];
        for (int i = 0; i < above.length; i++) {
            above[i] = sign * component[i] > threshold;
        }
        return Mask.of(patches.height(), patches.width(), above);
    }

    private static boolean coversTheMiddle(Mask mask) {
        int all = 0;
        int covered = 0;
        for (int y = (int) (mask.height() * BORDER); y < (int) (mask.height() * (1 - BORDER)); y++) {
            for (int x = (int) (mask.width() * BORDER); x < (int) (mask.width() * (1 - BORDER)); x++) {
                all++;
                covered += mask.at(y, x) ? 1 : 0;
            }
        }
        return covered > COVERED * all;
    }
}
