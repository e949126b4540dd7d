package io.xvad.foundation.univad;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.foundation.segment.PhraseMasks;
import java.util.List;

/** Finds the masks of the components of an image. Thread-safe; close it to free native memory. */
interface ComponentMasks extends AutoCloseable {

    /** Masks that do not overlap, in the geometry of the image; may be none. */
    List<Mask> of(Image image);

    @Override
    void close();

    /** Those of phrases. */
    static ComponentMasks of(PhraseMasks phrases) {
        return new ComponentMasks() {
            @Override
            public List<Mask> of(Image image) {
                return phrases.disjoint(image);
            }

            @Override
            public void close() {
                phrases.close();
            }
        };
    }
}
