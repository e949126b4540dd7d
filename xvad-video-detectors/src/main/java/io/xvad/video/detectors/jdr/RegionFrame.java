package io.xvad.video.detectors.jdr;

import io.xvad.core.stream.Frame;
import java.util.List;

/**
 * A frame and its regions. Immutable.
 *
 * @param regions the largest first
 */
record RegionFrame(Frame frame, List<Region> regions) {

    RegionFrame {
        regions = List.copyOf(regions);
    }
}
