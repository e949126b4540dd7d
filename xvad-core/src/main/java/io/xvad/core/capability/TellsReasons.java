package io.xvad.core.capability;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import java.util.List;
import java.util.Optional;

/** A detector that gives reasons in words of a language model, which may be wrong. Thread-safe. */
@FunctionalInterface
public interface TellsReasons {

    /**
     * What was said in one answer.
     *
     * @param text the reason, in the model's words
     * @param anomalous whether the answer calls the image anomalous
     * @param score how sure it is of that, from 0 (normal) to 1 (anomalous)
     * @param place the pixels of the image that it points at, if it points at any
     * @param model the model that said it, as the server names it
     * @param sample which of several answers to the same question, from 0
     */
    record Told(String text, boolean anomalous, double score, Optional<Mask> place, String model, int sample) {}

    /** What was said of an image, in the order of the samples; those that could not be read are left out. */
    List<Told> reasons(Image image);
}
