package io.xvad.video.dataset;

import java.util.List;

/**
 * Normal videos to learn from and videos with known anomalies to test on, read when asked for. Immutable and thread-safe.
 *
 * @param name name of the data set, taken from its directory
 * @param train normal videos, in a stable order; at least one
 * @param weak anomalous videos of which nobody says when, for detectors that learn from weak labels, in a stable order; may be empty
 * @param test videos with ground truth, in a stable order; may be empty
 */
public record VideoDataset(String name, List<Video> train, List<WeakVideo> weak, List<VideoCase> test) {

    public VideoDataset {
        if (train.isEmpty()) {
            throw new IllegalArgumentException("data set '" + name + "' needs at least one video to train on");
        }
        train = List.copyOf(train);
        weak = List.copyOf(weak);
        test = List.copyOf(test);
    }

    /** A data set without weak labels. */
    public VideoDataset(String name, List<Video> train, List<VideoCase> test) {
        this(name, train, List.of(), test);
    }
}
