package io.xvad.core.capability;

import io.xvad.core.Box;
import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.detect.FittedDetector;
import java.util.List;

/**
 * A capability: a detector whose exemplars can be looked at and edited, without learning again. A fitted detector never
 * changes; editing gives another, which shares nothing that must be closed. Thread-safe.
 */
public interface EditsExemplars {

    /**
     * What is normal at a place.
     *
     * @param like an image of the size of the frames
     * @param y row of the place
     * @param x column
     */
    List<NormalExemplar> exemplars(Image like, int y, int x);

    /**
     * "This is normal here": what is to be seen in the box in any frame of the clip is held for normal at that place from now
     * on.
     *
     * @return a detector with more exemplars, not calibrated
     */
    FittedDetector withNormal(Clip clip, Box box);

    /**
     * "This is not normal after all": without some exemplars. A place that has lost all of them finds everything anomalous.
     *
     * @param numbers of exemplars
     * @return a detector with fewer exemplars, not calibrated
     * @throws IllegalArgumentException if there is no exemplar of such a number
     */
    FittedDetector without(List<Integer> numbers);

    /**
     * An exemplar.
     *
     * @param number its name
     * @param clip id of the clip it comes from
     * @param frame index of its last frame
     * @param box its place, in pixels of the frames
     * @param speed mean speed of what moves, pixels a nominal interval
     * @param heading direction in which most moves, degrees clockwise from the right
     * @param presence share of the place that is foreground
     * @param picture the place in that frame
     */
    record NormalExemplar(
            int number,
            String clip,
            int frame,
            Box box,
            double speed,
            double heading,
            double presence,
            Image picture) {}
}
