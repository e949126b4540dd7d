package io.xvad.video.detectors.snippets;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.data.preprocess.Resize;
import java.util.Arrays;
import java.util.Optional;

/**
 * Scores of the places of a snippet, drawn on a frame.
 *
 * @param grid patches along each side
 * @param places scores of the whole frame and of each patch; empty for a method that scores none
 */
record PlaceMap(int grid, float[] places) {

    /** The scores of the patches, spread evenly between their middles; empty if there are none. */
    Optional<AnomalyMap> on(Image image) {
        if (grid == 0 || places.length == 0) {
            return Optional.empty();
        }
        float[] patches = Arrays.copyOfRange(places, 1, places.length);
        float[] large = Resize.plane(patches, grid, grid, image.height(), image.width(), false);
        return Optional.of(AnomalyMap.of(image.height(), image.width(), large));
    }

    /** The highest patch, or else the whole frame. */
    Box highest(Image image) {
        int best = 0;
        for (int place = 1; place < places.length; place++) {
            best = best == 0 || places[place] > places[best] ? place : best;
        }
        return PatchArea.of(grid, best, image.height(), image.width()).box();
    }
}
