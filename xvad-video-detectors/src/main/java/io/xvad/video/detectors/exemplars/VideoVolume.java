package io.xvad.video.detectors.exemplars;

import java.util.Arrays;

/**
 * High-level attributes of motion and presence of a video volume: a region over a few frames (Singh et al., 2023). Nobody
 * may change the arrays.
 *
 * @param heading for each of twelve directions, the share of the region's pixels that move that way
 * @param speed for each direction, the mean speed of those pixels, in pixels a nominal interval; 0 if there are none
 * @param presence share of the region's pixels that are foreground
 * @param still share of the region's pixels that belong to objects that stand still
 */
record VideoVolume(float[] heading, float[] speed, float presence, float still) {

    static final int DIRECTIONS = 12;
    static final int NUMBERS = 2 * DIRECTIONS + 2;

    /** Mean speed of the pixels that move, in pixels a nominal interval; 0 if none does. */
    double meanSpeed() {
        double sum = 0;
        double moving = 0;
        for (int d = 0; d < DIRECTIONS; d++) {
            sum += heading[d] * speed[d];
            moving += heading[d];
        }
        return moving == 0 ? 0 : sum / moving;
    }

    /** Direction in which most pixels move, in degrees clockwise from the right; 0 if nothing does. */
    double mainHeading() {
        int best = 0;
        for (int d = 1; d < DIRECTIONS; d++) {
            best = heading[d] > heading[best] ? d : best;
        }
        return best * 360.0 / DIRECTIONS;
    }

    /** Share of the region's pixels that move. */
    double moving() {
        double moving = 0;
        for (float share : heading) {
            moving += share;
        }
        return moving;
    }

    float[] toArray() {
        float[] all = new float[NUMBERS];
        System.arraycopy(heading, 0, all, 0, DIRECTIONS);
        System.arraycopy(speed, 0, all, DIRECTIONS, DIRECTIONS);
        all[2 * DIRECTIONS] = presence;
        all[2 * DIRECTIONS + 1] = still;
        return all;
    }

    static VideoVolume of(float[] all, int from) {
        return new VideoVolume(
                Arrays.copyOfRange(all, from, from + DIRECTIONS),
                Arrays.copyOfRange(all, from + DIRECTIONS, from + 2 * DIRECTIONS),
                all[from + 2 * DIRECTIONS],
                all[from + 2 * DIRECTIONS + 1]);
    }
}
