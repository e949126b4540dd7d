package io.xvad.video.motion;

import io.xvad.core.stream.Frame;
import io.xvad.video.flow.ByteImage;
import io.xvad.video.flow.FlowField;
import io.xvad.video.flow.OpticalFlow;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.global.opencv_video;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_video.BackgroundSubtractorMOG2;

/**
 * Finds what moves in the frames of one video: flow by dense inverse search, and foreground by a mixture of Gaussians for each
 * pixel (Zivkovic 2004), by OpenCV, which begins with the background learned and follows slow changes of light. Not
 * thread-safe.
 */
public final class MotionSource implements AutoCloseable {

    /** Frames after which something that stands still has become background. */
    private static final int HISTORY = 2000;

    private static final double FOREIGN = 16;
    private static final int BLUR = 5;

    private final int height;
    private final int width;
    private final int channels;
    private final double framesPerSecond;
    private final BackgroundSubtractorMOG2 subtractor;
    private final OpticalFlow flow = OpticalFlow.fine();
    private Optional<Seen> before = Optional.empty();

    private record Seen(Frame frame, ByteImage grey) {}

    /**
     * Loads OpenCV on a thread of its own, which takes a good part of a second, while the caller does something else. If that
     * fails, the first source fails again with the cause.
     */
    public static void prepare() {
        Thread thread = new Thread(new FutureTask<>(() -> Loader.load(opencv_video.class)), "xvad-opencv");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Begins with a video.
     *
     * @param framesPerSecond nominal rate
     */
    public MotionSource(BackgroundImage background, double framesPerSecond) {
        this.height = background.picture().height();
        this.width = background.picture().width();
        this.channels = background.picture().channels();
        this.framesPerSecond = framesPerSecond;
        subtractor = opencv_video.createBackgroundSubtractorMOG2(HISTORY, FOREIGN, false);
        subtracted(background.picture(), 1);
    }

    /**
     * The next frame.
     *
     * @return what moves in it; empty for the first, which has none before it
     * @throws IllegalArgumentException if the frame has another size than the one before
     */
    public Optional<Motion> push(Frame frame) {
        before.ifPresent(one -> requireSameSize(one.frame, frame));
        ByteImage seen = ByteImage.of(frame.image()).resized(height, width);
        ByteImage grey = seen.grey();
        boolean[] foreground = subtracted(seen.in(channels), 1.0 / HISTORY);
        Optional<Motion> motion = before.map(one -> new Motion(frame, flow(one, frame, grey), foreground));
        before = Optional.of(new Seen(frame, grey));
        return motion;
    }

    private static void requireSameSize(Frame before, Frame frame) {
        if (before.image().height() != frame.image().height()
                || before.image().width() != frame.image().width()) {
            throw new IllegalArgumentException(
                    "all frames of a video must be of one size, got " + frame.image() + " after " + before.image());
        }
    }

    private boolean[] subtracted(ByteImage seen, double rate) {
        try (Mat picture = seen.mat();
                Mat smooth = new Mat();
                Mat mask = new Mat();
                Size size = new Size(BLUR, BLUR)) {
            opencv_imgproc.GaussianBlur(picture, smooth, size, 0);
            subtractor.apply(smooth, mask, rate);
            return cleaned(mask);
        }
    }

    /** Without single pixels and small holes. */
    private static boolean[] cleaned(Mat mask) {
        try (Mat cleaned = new Mat()) {
            opencv_imgproc.medianBlur(mask, cleaned, BLUR);
            byte[] values = ByteImage.of(cleaned).values();
            boolean[] foreground = new boolean[values.length];
            for (int i = 0; i < values.length; i++) {
                foreground[i] = values[i] != 0;
            }
            return foreground;
        }
    }

    /**
     * From this frame to the one before, turned round, so that it stands where things are now, as the foreground does: the flow
     * of the frame before is where they were, and what is fast has hardly anything in common with that.
     */
    private FlowField flow(Seen seen, Frame frame, ByteImage grey) {
        FlowField field = flow.between(grey, seen.grey);
        double elapsed = frame.seconds() - seen.frame.seconds();
        double intervals = elapsed > 0 ? elapsed * framesPerSecond : 1;
        float factor = (float) (-frame.image().height() / (double) height / intervals);
        for (int i = 0; i < field.right().length; i++) {
            field.right()[i] *= factor;
            field.down()[i] *= factor;
        }
        return field;
    }

    @Override
    public void close() {
        subtractor.close();
    }
}
