package io.xvad.foundation.logsad;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.foundation.segment.Everything;
import io.xvad.foundation.segment.MaskProposer;
import io.xvad.foundation.segment.ProposedMask;
import java.util.List;

/** Cuts an image into masks of everything in it. Thread-safe; close it to free native memory. */
interface EverythingMasks extends AutoCloseable {

    /** Masks in the geometry of the image, which may overlap; may be none. */
    List<Mask> of(Image image);

    @Override
    void close();

    /** Those of Segment Anything. */
    static EverythingMasks of(MaskProposer proposer, Everything wanted) {
        return new EverythingMasks() {
            @Override
            public List<Mask> of(Image image) {
                return proposer.everything(proposer.encode(image), wanted).stream()
                        .map(ProposedMask::mask)
                        .toList();
            }

            @Override
            public void close() {
                proposer.close();
            }
        };
    }
}
