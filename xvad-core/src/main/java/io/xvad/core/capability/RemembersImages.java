package io.xvad.core.capability;

import io.xvad.core.Image;
import java.util.List;

/** A detector that keeps some of its normal training images. Thread-safe. */
@FunctionalInterface
public interface RemembersImages {

    /** Normal training images, at least one, each with the geometry and channels of {@code like}. */
    List<Image> normalImages(Image like);
}
