package io.xvad.video.dataset;

import io.xvad.core.XvadDataException;

/** A test video with its ground truth, which is read each time it is asked for. Immutable and thread-safe. */
public final class VideoCase {

    private final Video video;
    private final TruthReader reader;

    /** Reads the ground truth of a video. */
    @FunctionalInterface
    public interface TruthReader {
        /**
         * Reads the ground truth. Called from several threads.
         *
         * @throws XvadDataException if it cannot be read, or does not fit the video
         */
        VideoTruth read(Video video);
    }

    /** A video with its truth. */
    public VideoCase(Video video, TruthReader reader) {
        this.video = video;
        this.reader = reader;
    }

    /** The video. */
    public Video video() {
        return video;
    }

    /**
     * The ground truth.
     *
     * @throws XvadDataException naming both, if the truth is about another number of frames than the video has; or if either
     *     cannot be read
     */
    public VideoTruth truth() {
        VideoTruth truth = reader.read(video);
        if (truth.frames() != video.frames()) {
            throw new XvadDataException(truth.source() + " tells of " + truth.frames() + " frames, but the video "
                    + video.id() + " has " + video.frames());
        }
        return truth;
    }

    @Override
    public String toString() {
        return "VideoCase[" + video.id() + "]";
    }
}
