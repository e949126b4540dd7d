package io.xvad.language.logicad;

import io.xvad.language.logic.Conclusion;
import io.xvad.language.logic.FactBase;

/**
 * What one answer says of an image.
 *
 * @param sample which answer, from 0
 * @param model that gave it, as the server names it; empty if it does not
 * @param description in words
 * @param facts that were read from the description
 */
record DescribedImage(int sample, String model, String description, FactBase facts) {

    /**
     * The same with what follows.
     *
     * @param description the answer
     * @param conclusion how its facts stand to the specification
     */
    record Concluded(DescribedImage description, Conclusion conclusion) {}

    /** For messages and evidence. */
    String name() {
        return "answer " + (sample + 1) + (model.isEmpty() ? "" : " of " + model);
    }
}
