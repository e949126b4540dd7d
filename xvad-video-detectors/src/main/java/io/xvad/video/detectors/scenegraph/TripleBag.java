package io.xvad.video.detectors.scenegraph;

import io.xvad.video.relations.Triple;
import java.util.Map;

/**
 * How often each triple is there in a stretch of video: in how many pairs a frame, in the mean. In which order frames and pairs came does not matter. Immutable.
 *
 * @param perFrame triples that are there, each with a number above 0
 */
record TripleBag(Map<Triple, Double> perFrame) {

    TripleBag {
        perFrame = Map.copyOf(perFrame);
    }

    /** 0 for a triple that is not there. */
    double of(Triple triple) {
        return perFrame.getOrDefault(triple, 0.0);
    }
}
