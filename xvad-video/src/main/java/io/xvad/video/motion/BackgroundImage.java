package io.xvad.video.motion;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.progress.Cancellation;
import io.xvad.video.flow.ByteImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The scene without what moves in it: the median of each pixel over frames of normal clips. Immutable.
 *
 * @param image of the size in which motion is looked for
 * @param stabilised whether frames are laid onto it first, since the camera may be shaken
 */
public record BackgroundImage(ByteImage image, boolean stabilised) {

    /** The option of every detector that looks for motion. */
    public static final OptionSpec<Integer> HEIGHT = OptionSpec.integer(
            "height",
            240,
            16,
            4320,
            "Rows to which frames are reduced to look for motion; smaller ones stay as they are");

    /** Whether frames are laid onto the background first. */
    public static final OptionSpec<Boolean> STABILISE = OptionSpec.flag(
            "stabilise", true, "Whether frames are laid onto the background first, for a camera that is shaken");

    private static final int FRAMES = 60;
    private static final String SIZE = "background-size";
    private static final String STABILISED = "background-stabilised";
    private static final String IMAGE = "background";

    /**
     * Learned from frames spread over all clips.
     *
     * @param height rows in which motion is looked for; smaller frames are taken as they are
     * @param stabilised whether each frame is laid onto the first one
     * @throws IllegalArgumentException if there are no clips, or a sample is an image
     */
    public static BackgroundImage of(Samples clips, int height, boolean stabilised) {
        if (clips.size() == 0) {
            throw new IllegalArgumentException("training needs at least one normal clip, got none");
        }
        List<ByteImage> reduced = new ArrayList<>();
        int each = Math.max(1, FRAMES / clips.size());
        int step = Math.max(1, clips.size() / FRAMES);
        for (int i = 0; i < clips.size(); i += step) {
            Cancellation.check();
            List<Image> frames = clips.get(i).requireClip().frames();
            for (int k = 0; k < each; k++) {
                ByteImage one = reduced(frames.get(k * frames.size() / each), height);
                reduced.add(reduced.isEmpty() ? one : fitted(one, reduced.get(0)));
            }
        }
        return new BackgroundImage(median(stabilised ? laid(reduced) : reduced), stabilised);
    }

    /** Each frame laid onto the first. */
    private static List<ByteImage> laid(List<ByteImage> frames) {
        ByteImage first = frames.get(0);
        try (Stabiliser stabiliser = new Stabiliser(first)) {
            return frames.stream()
                    .map(frame -> {
                        CameraShift shift = stabiliser.shift(frame.grey());
                        return shift.isNone() ? frame : shift.undone(frame, first);
                    })
                    .toList();
        }
    }

    /** A frame, reduced to the size in which motion is looked for. */
    static ByteImage reduced(Image frame, int height) {
        int rows = Math.min(height, frame.height());
        int columns = Math.max(1, (int) Math.round(frame.width() * (double) rows / frame.height()));
        return ByteImage.of(frame).resized(rows, columns);
    }

    /** A frame of another camera, resized to fit the first. */
    private static ByteImage fitted(ByteImage one, ByteImage first) {
        ByteImage sized = one.resized(first.height(), first.width());
        return sized.withChannels(first.channels());
    }

    private static ByteImage median(List<ByteImage> frames) {
        ByteImage first = frames.get(0);
        byte[] median = new byte[first.values().length];
        int[] values = new int[frames.size()];
        for (int i = 0; i < median.length; i++) {
            for (int k = 0; k < values.length; k++) {
                values[k] = frames.get(k).values()[i] & 0xff;
            }
            Arrays.sort(values);
            median[i] = (byte) values[values.length / 2];
        }
        return new ByteImage(first.height(), first.width(), first.channels(), median);
    }

    /** Writes the image to a model. */
    public void write(ModelWriter model) {
        model.ints(SIZE, new int[] {image.height(), image.width(), image.channels()});
        model.bytes(IMAGE, image.values());
        model.ints(STABILISED, new int[] {stabilised ? 1 : 0});
    }

    /** Reads what was written; a background of a model from before it could be stabilised is not. */
    public static BackgroundImage read(ModelReader model) {
        int[] size = model.ints(SIZE);
        boolean stabilised = model.has(STABILISED) && model.ints(STABILISED)[0] != 0;
        return new BackgroundImage(new ByteImage(size[0], size[1], size[2], model.bytes(IMAGE)), stabilised);
    }
}
