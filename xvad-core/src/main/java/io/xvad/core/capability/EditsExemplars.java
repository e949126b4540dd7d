package io.xvad.core.capability;

import io.xvad.core.Box;
import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.detect.FittedDetector;
import java.util.List;

/**
 * A capability: a detector of clips that remembers exemplars of what is normal at each place, which can be looked at and edited
 * without learning again. A fitted detector never changes; editing gives another one, which shares nothing that must be closed.
 * Thread-safe.
 */
public interface EditsExemplars {

    /**
     * The exemplars of a place.
     *
     * @param like an image of the size of the frames
     * @param y row of the place
     * @param x column
     */
    List<NormalExemplar> exemplars(Image like, int y, int x);

    /**
     * "This is normal here": from now on, what any frame of the clip shows in the box is held for normal at that place.
     *
     * @return a detector with more exemplars, not calibrated
     */
    FittedDetector withNormal(Clip clip, Box box);

    /**
     * "This is not normal after all": removes some exemplars. At a place that has lost all of them everything is anomalous.
     *
     * @param numbers of exemplars
     * @return a detector with fewer exemplars, not calibrated
     * @throws IllegalArgumentException if there is no exemplar of such a number
     */
    FittedDetector without(List<Integer> numbers);

    /**
     * An exemplar, as it is shown.
     *
     * @param number by which it is removed
     * @param clip id of the clip it comes from
     * @param frame index of its last frame
     * @param box its place, in pixels of the frames
     * @param speed mean speed of what moves, pixels a nominal interval
     * @param heading direction in which most moves, degrees clockwise from the right
     * @param presence share of the place that is foreground
     * @param crop the place in that frame
     */
    record NormalExemplar(
            int number, String clip, int frame, Box box, double speed, double heading, double presence, Image crop) {}
}
