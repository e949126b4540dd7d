package io.xvad.video.dataset;

import java.util.List;

/**
 * When something anomalous happens in a video, as a list of a data set has it.
 *
 * @param video its name in the list
 * @param spans the anomalous frames; none if it is normal
 */
record AnnotatedSpans(String video, List<Interval> spans) {

    /** The truth of the video, with the list as its source. */
    VideoTruth truth(String source, Video of) {
        return spans.isEmpty()
                ? VideoTruth.normal(source, of.frames())
                : VideoTruth.of(source, Interval.labels(source, spans, of));
    }
}
