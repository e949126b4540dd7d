package io.xvad.core.capability;

import io.xvad.core.Image;

/** A detector that makes a normal-looking version of what it is shown. Thread-safe. */
@FunctionalInterface
public interface Reconstructs {

    /** The reconstruction, with the geometry and channels of {@code image}. */
    Image reconstruct(Image image);
}
