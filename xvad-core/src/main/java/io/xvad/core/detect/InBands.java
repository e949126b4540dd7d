package io.xvad.core.detect;

import io.xvad.core.Detection;
import io.xvad.core.LargeImage;
import io.xvad.core.ReducedMap;
import io.xvad.core.Sample;
import io.xvad.core.Tiling;
import java.util.List;

/** Scores large images by detectors that see tiles, whose maps come in bands. */
final class InBands {

    private InBands() {}

    /** Whether a detector gives the map of a sample in bands. */
    static boolean comes(Sample sample, FittedDetector detector) {
        return sample instanceof LargeImage && detector.capabilities().types().contains(Tiling.class);
    }

    static boolean anyComes(List<? extends Sample> samples, FittedDetector detector) {
        return samples.stream().anyMatch(sample -> comes(sample, detector));
    }

    /** With its map reduced. */
    static Detection reduced(Sample sample, FittedDetector detector) {
        ReducedMap map = new ReducedMap(sample.height(), sample.width());
        Detection found = detector.detect(sample, map);
        return found.with(found.verdict(), map.map().stream().toList(), found.regions());
    }

    /** The sample as a detector takes it: a large image is read whole for one that sees no tiles. */
    static Sample taken(Sample sample, FittedDetector detector) {
        return comes(sample, detector) ? sample : whole(sample);
    }

    /** The sample, a large image read whole. */
    static Sample whole(Sample sample) {
        return sample instanceof LargeImage large ? large.requireImage() : sample;
    }
}
