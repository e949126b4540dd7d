package io.xvad.core.capability;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import java.util.List;

/** A detector that looks for things it has words for, and says where each is. Thread-safe. */
@FunctionalInterface
public interface NamesRegions {

    /**
     * A region that answers to some words.
     *
     * @param name the words
     * @param box in which it was looked for
     * @param mask its pixels, at least one; they may leave the box
     * @param found how sure the detector was of the words alone
     * @param confidence how sure it is after all that it looks at, on its own scale; it goes into the score
     */
    record NamedRegion(String name, Box box, Mask mask, double found, double confidence) {}

    /** The regions that the score is made of, the surest first; may be empty. */
    List<NamedRegion> regions(Image image);
}
