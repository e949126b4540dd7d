package io.xvad.core.capability;

import io.xvad.core.Image;
import io.xvad.core.engine.Tensor;

/** A differentiable detector that can hold back negative gradients. Thread-safe. */
@FunctionalInterface
public interface GuidesGradients {

    /**
     * The gradient as {@link Differentiable#inputGradient} gives it, but in which rectifiers let only positive gradients pass: guided
     * backpropagation (Springenberg et al., 2015, "Striving for Simplicity").
     *
     * @return shape (channels, height, width) of {@code image}
     */
    Tensor guidedGradient(Image image);
}
