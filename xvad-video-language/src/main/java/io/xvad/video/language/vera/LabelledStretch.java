package io.xvad.video.language.vera;

import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.option.Options;
import io.xvad.language.detector.SentSize;
import io.xvad.video.language.frame.ClipGrid;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Frames of a video of which it is known whether there is an anomaly, not when.
 *
 * @param frames that are shown, at the size at which they are sent
 * @param anomalous the weak label
 */
record LabelledStretch(List<Image> frames, boolean anomalous) {

    /** Frames of a clip, evenly from its first to its last. */
    static LabelledStretch of(Sample clip, boolean anomalous, Options options) {
        List<Image> frames = clip.requireClip().frames();
        return new LabelledStretch(
                IntStream.of(ClipGrid.evenly(0, frames.size() - 1, options.get(Vera.WINDOW_FRAMES)))
                        .mapToObj(index -> SentSize.within(frames.get(index), options.get(SentSize.OPTION)))
                        .toList(),
                anomalous);
    }
}
