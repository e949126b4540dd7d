package io.xvad.video.dataset;

import io.xvad.core.Mask;
import io.xvad.core.XvadDataException;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.TrackedBox;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Ground truth of a video: which frames are anomalous and, where somebody marked them, which pixels and which objects. Masks
 * and boxes are read when asked for. Immutable and thread-safe.
 */
public final class VideoTruth {

    private final String source;
    private final boolean[] labels;
    private final Optional<FrameMasks> masks;
    private final Optional<Supplier<List<TrackedBox>>> boxes;

    private VideoTruth(
            String source, boolean[] labels, Optional<FrameMasks> masks, Optional<Supplier<List<TrackedBox>>> boxes) {
        this.source = source;
        this.labels = labels;
        this.masks = masks;
        this.boxes = boxes;
    }

    /**
     * The truth of labels only.
     *
     * @param source where they come from, for errors
     * @param labels for each frame whether it is anomalous; copied
     */
    public static VideoTruth of(String source, boolean[] labels) {
        return new VideoTruth(source, labels.clone(), Optional.empty(), Optional.empty());
    }

    /** The truth of a video in which nothing is anomalous: no labels, empty masks, no boxes. */
    public static VideoTruth normal(String source, int frames) {
        return of(source, new boolean[frames]).withMasks(FrameMasks.none()).withBoxes(List::of);
    }

    /**
     * The truth of boxes: a frame with one in it is anomalous.
     *
     * @throws XvadDataException naming both, if a box lies in a frame that the video does not have
     */
    static VideoTruth ofBoxes(String source, List<TrackedBox> boxes, Video video) {
        boolean[] labels = new boolean[video.frames()];
        for (TrackedBox box : boxes) {
            if (box.frame() >= labels.length) {
                throw new XvadDataException(source + " tells of at least " + (box.frame() + 1)
                        + " frames, but the video " + video.id() + " has " + labels.length);
            }
            labels[box.frame()] = true;
        }
        return of(source, labels).withBoxes(() -> boxes);
    }

    VideoTruth withMasks(FrameMasks newMasks) {
        return new VideoTruth(source, labels, Optional.of(newMasks), boxes);
    }

    VideoTruth withBoxes(Supplier<List<TrackedBox>> newBoxes) {
        return new VideoTruth(source, labels, masks, Optional.of(newBoxes));
    }

    /** The source of the truth: a file, or several. */
    public String source() {
        return source;
    }

    /** Number of frames it is about. */
    public int frames() {
        return labels.length;
    }

    /** Whether a frame is anomalous. */
    public boolean anomalous(int frame) {
        Objects.checkIndex(frame, labels.length);
        return labels[frame];
    }

    /** A copy of the labels, one a frame. */
    public boolean[] labels() {
        return labels.clone();
    }

    /** Number of anomalous frames. */
    public int anomalousFrames() {
        int count = 0;
        for (boolean label : labels) {
            count += label ? 1 : 0;
        }
        return count;
    }

    /** Whether there is a mask for each frame. */
    public boolean hasMasks() {
        return masks.isPresent();
    }

    /**
     * The anomalous pixels of a frame of this video: none if it is normal. Empty if nobody marked pixels in this video.
     *
     * @throws XvadDataException naming both sizes, if the mask has another one than the frame; or if it cannot be read
     * @throws IndexOutOfBoundsException if the video has no such frame
     */
    public Optional<Mask> mask(Frame frame) {
        int index = Objects.checkIndex(Math.toIntExact(frame.index()), labels.length);
        return masks.map(all -> fitting(all.read(index, frame.image()), frame));
    }

    private Mask fitting(Mask mask, Frame frame) {
        int height = frame.image().height();
        int width = frame.image().width();
        if (mask.height() != height || mask.width() != width) {
            throw new XvadDataException("the mask of frame " + frame.index() + " in " + source + " is " + mask.height()
                    + " x " + mask.width() + " but the frame " + frame.image().id() + " is " + height + " x " + width);
        }
        return mask;
    }

    /**
     * The anomalous objects, frame by frame in each track. Empty if nobody marked objects in this video; an empty list if it
     * has none.
     *
     * @throws XvadDataException if they cannot be read, or lie in frames that the video does not have
     */
    public Optional<List<TrackedBox>> boxes() {
        return boxes.map(reader -> inside(reader.get()));
    }

    private List<TrackedBox> inside(List<TrackedBox> all) {
        for (TrackedBox box : all) {
            if (box.frame() < 0 || box.frame() >= labels.length) {
                throw new XvadDataException(source + " has a box in frame " + box.frame()
                        + " (counted from 0) of a video of " + labels.length + " frames");
            }
        }
        return List.copyOf(all);
    }
}
