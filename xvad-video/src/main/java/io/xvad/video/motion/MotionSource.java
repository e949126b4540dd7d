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
 * Finds what moves in the frames of one video, by OpenCV: {@link OpticalFlow}, and as foreground what does not fit a mixture of
 * Gaussians of each pixel (Zivkovic, "Improved Adaptive Gaussian Mixture Model for Background Subtraction", ICPR 2004), which begins
 * with the learned background and follows slow changes of light. If the background is stabilised, frames are first laid onto it; flow and
 * foreground are then told where they lie in the frame as it is. Not thread-safe; close it to free native memory.
 */
public final class MotionSource implements AutoCloseable {

    /** Frames after which something that stands still has become background. */
    private static final int HISTORY = 2000;

    private static final double FOREIGN = 16;
    /** Squared grey levels: what differs by less than 18 grey levels from a quiet background belongs to it. */
    private static final double LEAST_VARIANCE = 20;

    private static final int BLUR = 5;

    private final int height;
    private final int width;
    private final int channels;
    private final double framesPerSecond;
    private final BackgroundSubtractorMOG2 subtractor;
    private final OpticalFlow flow = OpticalFlow.fine();
    private final ByteImage background;
    private final Optional<Stabiliser> stabiliser;
    private Optional<Previous> before = Optional.empty();

    /** A frame as it is, and in grey as it lies on the background. */
    private record Previous(Frame frame, ByteImage grey) {}

    /**
     * Begins to load OpenCV on a daemon thread of its own, which takes a good part of a second, while the caller does something else. If
     * that fails, the first source fails with the cause.
     */
    public static void prepare() {
        Thread thread = new Thread(new FutureTask<>(() -> Loader.load(opencv_video.class)), "xvad-opencv");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * A source for one video.
     *
     * @param framesPerSecond nominal rate
     */
    public MotionSource(BackgroundImage background, double framesPerSecond) {
        this.height = background.image().height();
        this.width = background.image().width();
        this.channels = background.image().channels();
        this.framesPerSecond = framesPerSecond;
        this.background = background.image();
        stabiliser = background.stabilised() ? Optional.of(new Stabiliser(background.image())) : Optional.empty();
        subtractor = opencv_video.createBackgroundSubtractorMOG2(HISTORY, FOREIGN, false);
        subtractor.setVarInit(LEAST_VARIANCE);
        subtractor.setVarMin(LEAST_VARIANCE);
        subtracted(background.image(), 1);
    }

    /**
     * Takes the next frame.
     *
     * @return what moves in it; empty for the first, which has none before it
     * @throws IllegalArgumentException if the frame has another size than the one before
     */
    public Optional<Motion> push(Frame frame) {
        before.ifPresent(one -> requireSameSize(one.frame, frame));
        ByteImage reduced = ByteImage.of(frame.image()).resized(height, width);
        CameraShift shift = stabiliser.map(one -> one.shift(reduced.grey())).orElse(CameraShift.NONE);
        ByteImage image = reduced.withChannels(channels);
        ByteImage laid = shift.isNone() ? image : shift.undone(image, background);
        boolean[] foreground = foreground(laid, shift);
        Previous now = new Previous(frame, laid.grey());
        Optional<Motion> motion = before.map(one -> new Motion(frame, flow(one, now, shift), foreground));
        before = Optional.of(now);
        return motion;
    }

    private boolean[] foreground(ByteImage laid, CameraShift shift) {
        boolean[] mask = subtracted(laid, 1.0 / HISTORY);
        return shift.isNone() ? mask : shift.applied(mask, width);
    }

    private static void requireSameSize(Frame before, Frame frame) {
        if (before.image().height() != frame.image().height()
                || before.image().width() != frame.image().width()) {
            throw new IllegalArgumentException(
                    "all frames of a video must be of one size, got " + frame.image() + " after " + before.image());
        }
    }

    private boolean[] subtracted(ByteImage image, double rate) {
        try (Mat mat = image.mat();
                Mat smooth = new Mat();
                Mat mask = new Mat();
                Size size = new Size(BLUR, BLUR)) {
            opencv_imgproc.GaussianBlur(mat, smooth, size, 0);
            subtractor.apply(smooth, mask, rate);
            return cleaned(mask);
        }
    }

    /** The mask without single pixels and small holes. */
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
     * The flow from this frame to the one before, with its sign turned. It thus lies where objects are now, as the foreground does; the
     * flow of the frame before lies where they were, and the places of a fast object have hardly a pixel in common.
     */
    private FlowField flow(Previous previous, Previous now, CameraShift shift) {
        Frame frame = now.frame;
        FlowField field = flow.between(now.grey, previous.grey);
        double elapsed = frame.seconds() - previous.frame.seconds();
        double intervals = elapsed > 0 ? elapsed * framesPerSecond : 1;
        float factor = (float) (-frame.image().height() / (double) height / intervals);
        for (int i = 0; i < field.right().length; i++) {
            field.right()[i] *= factor;
            field.down()[i] *= factor;
        }
        return shift.isNone()
                ? field
                : new FlowField(height, width, shift.applied(field.right(), width), shift.applied(field.down(), width));
    }

    @Override
    public void close() {
        subtractor.close();
        stabiliser.ifPresent(Stabiliser::close);
    }
}
