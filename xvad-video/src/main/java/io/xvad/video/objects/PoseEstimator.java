package io.xvad.video.objects;

import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Engines;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.data.preprocess.Channels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Finds the keypoints of an object in its box by RTMPose (Jiang et al. 2023, arXiv:2303.07399), which gives for each keypoint a
 * distribution over columns and one over rows, {@code simcc_x} and {@code simcc_y}, finer than pixels (Li et al., "SimCC", ECCV 2022). The
 * box is widened by a quarter and to the shape of the network's image. Thread-safe; close it to free native memory.
 */
public final class PoseEstimator implements AutoCloseable {

    private static final String ACROSS = "simcc_x";
    private static final String DOWN = "simcc_y";
    private static final double PADDING = 1.25;
    private static final double[] MEAN = {123.675, 116.28, 103.53};
    private static final double[] DEVIATION = {58.395, 57.12, 57.375};

    private final Network network;
    private final NetworkProbe probe;

    private PoseEstimator(Network network, NetworkProbe probe) {
        this.network = network;
        this.probe = probe;
    }

    /**
     * Opens an export of RTMPose; of the settings only engine and threads count.
     *
     * @throws XvadDataException if the file cannot be read
     * @throws XvadModelException if it is of another form; the message lists what was found
     * @throws io.xvad.core.XvadUnavailableException if no engine can run it here
     */
    public static PoseEstimator open(Path onnx, ObjectSettings settings) {
        try {
            return open(Files.readAllBytes(onnx), settings);
        } catch (IOException e) {
            throw new XvadDataException("cannot read the pose network " + onnx + ": " + e, e);
        }
    }

    /**
     * Opens the bytes of an export of RTMPose; of the settings only engine and threads count.
     *
     * @throws XvadModelException if it is of another form; the message lists what was found
     * @throws io.xvad.core.XvadUnavailableException if no engine can run it here
     */
    public static PoseEstimator open(byte[] onnx, ObjectSettings settings) {
        Network network = Engines.ofAnyNetwork(settings.engine())
                .orElseThrow(Engines::none)
                .open(onnx, List.of(), settings.threads());
        try {
            NetworkProbe probe = NetworkProbe.of(network, settings.size());
            requireSimcc(probe);
            return new PoseEstimator(network, probe);
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private static void requireSimcc(NetworkProbe probe) {
        boolean fits = probe.output(ACROSS, 3).isPresent()
                && probe.output(DOWN, 3).isPresent()
                && probe.shape().channelsFirst();
        if (!fits) {
            throw new XvadModelException("a pose network must be RTMPose: an image (1, 3, H, W), " + ACROSS
                    + " (1, K, 2 W) and " + DOWN + " (1, K, 2 H); this one has " + probe.found());
        }
    }

    /** What it was recognised as, in a few words. */
    public String form() {
        return "RTMPose";
    }

    /**
     * The object with its keypoints.
     *
     * @param image in which it was found, grey or RGB
     * @throws IllegalStateException if it is closed
     */
    public DetectedObject posed(DetectedObject object, Image image) {
        Region region = Region.around(object, probe.shape());
        Tensor input = region.of(Channels.colour(image), probe.shape());
        Map<String, Tensor> outputs = network.run(Map.of(probe.imageName(), input));
        Tensor across = Objects.requireNonNull(outputs.get(ACROSS));
        Tensor down = Objects.requireNonNull(outputs.get(DOWN));
        float[] columns = across.toArray();
        float[] rows = down.toArray();
        List<Keypoint> points = new ArrayList<>();
        for (int i = 0; i < across.size(1); i++) {
            int x = BestClass.of(columns, i * across.size(2), 1, across.size(2));
            int y = BestClass.of(rows, i * down.size(2), 1, down.size(2));
            double score = Math.min(columns[i * across.size(2) + x], rows[i * down.size(2) + y]);
            points.add(new Keypoint(
                    region.left + region.width * x / across.size(2),
                    region.top + region.height * y / down.size(2),
                    score));
        }
        return object.withKeypoints(points);
    }

    @Override
    public void close() {
        network.close();
    }

    /** The part of the frame that the network sees, which may go beyond it. */
    private record Region(double left, double top, double width, double height) {

        static Region around(DetectedObject object, ImageShape shape) {
            double ratio = shape.width() / (double) shape.height();
            double width = Math.max(PADDING * object.width(), PADDING * object.height() * ratio);
            double height = width / ratio;
            return new Region(
                    (object.left() + object.right() - width) / 2,
                    (object.top() + object.bottom() - height) / 2,
                    width,
                    height);
        }

        /** Bilinear, black beyond the frame. */
        Tensor of(Image image, ImageShape shape) {
            float[] samples = image.toArray();
            float[] values = new float[3 * shape.height() * shape.width()];
            for (int c = 0; c < 3; c++) {
                for (int y = 0; y < shape.height(); y++) {
                    double row = top + y * height / shape.height();
                    for (int x = 0; x < shape.width(); x++) {
                        double column = left + x * width / shape.width();
                        double value = 255 * sample(samples, image, c, row, column);
                        values[shape.index(c, y, x)] = (float) ((value - MEAN[c]) / DEVIATION[c]);
                    }
                }
            }
            return shape.tensor(values);
        }

        private static double sample(float[] samples, Image image, int channel, double row, double column) {
            int y = (int) Math.floor(row);
            int x = (int) Math.floor(column);
            double down = row - y;
            double across = column - x;
            return (1 - down)
                            * ((1 - across) * pixel(samples, image, channel, y, x)
                                    + across * pixel(samples, image, channel, y, x + 1))
                    + down
                            * ((1 - across) * pixel(samples, image, channel, y + 1, x)
                                    + across * pixel(samples, image, channel, y + 1, x + 1));
        }

        private static double pixel(float[] samples, Image image, int channel, int y, int x) {
            boolean inside = y >= 0 && y < image.height() && x >= 0 && x < image.width();
            return inside ? samples[(channel * image.height() + y) * image.width() + x] : 0;
        }
    }
}
