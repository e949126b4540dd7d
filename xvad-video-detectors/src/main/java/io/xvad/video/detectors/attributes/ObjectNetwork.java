package io.xvad.video.detectors.attributes;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Engines;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.data.preprocess.Channels;
import io.xvad.data.preprocess.Resize;
import io.xvad.detectors.features.FeatureOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An object detector of the user's that gives boxes and, if it can, keypoints: an ONNX file with non-maximum suppression inside, as YOLO
 * exports are. It takes one square RGB image in [0, 1] of shape (1, 3, size, size), of which the frame fills the upper left as far as its
 * shape allows and the rest is grey, and gives rows of shape (1, N, 6 + 3 K): left, top, right and bottom in pixels of that image,
 * confidence, class, and for each keypoint x, y and confidence. Thread-safe; close it to free native memory.
 */
final class ObjectNetwork implements AutoCloseable {

    /** The object detector. */
    static final OptionSpec<String> FILE = OptionSpec.text(
            "objects",
            "",
            "an ONNX file, or empty",
            "An object detector of one's own; what it finds are objects too, and its keypoints are their pose");

    static final OptionSpec<String> OUTPUT = OptionSpec.text(
            "objects-output",
            "output0",
            "the name of an output",
            "The output of that detector, of shape (1, N, 6 + 3 K)");
    static final OptionSpec<Integer> SIZE =
            OptionSpec.integer("objects-size", 640, 16, 4096, "Side of the square images that detector takes");
    static final OptionSpec<Double> CONFIDENCE =
            OptionSpec.decimal("objects-confidence", 0.25, 0, 1, "What that detector is less sure of is left out");

    static final List<OptionSpec<?>> OPTIONS = List.of(FILE, OUTPUT, SIZE, CONFIDENCE);

    private static final String ENTRY = "objects";
    private static final float GREY = 114 / 255f;
    private static final int BEFORE_KEYPOINTS = 6;
    private static final int KEYPOINT = 3;

    private final byte[] onnx;
    private final Network network;
    private final String output;
    private final int size;
    private final double confidence;

    private ObjectNetwork(byte[] onnx, Options options) {
        this.onnx = onnx;
        this.output = options.get(OUTPUT);
        this.size = options.get(SIZE);
        this.confidence = options.get(CONFIDENCE);
        this.network = Engines.named(options.get(FeatureOptions.ENGINE))
                .open(onnx, List.of(output), options.get(FeatureOptions.THREADS));
    }

    /**
     * An object that the network has found.
     *
     * @param box in pixels of the frame
     * @param pose keypoints, x and y in shares of the box from its upper left corner; empty if the network has none
     */
    record DetectedObject(Box box, float[] pose) {}

    /**
     * The network these options name, if they name one.
     *
     * @throws XvadDataException if the file cannot be read
     * @throws XvadModelException if the engine cannot run it or it has no such output
     */
    static Optional<ObjectNetwork> open(Options options) {
        if (options.get(FILE).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ObjectNetwork(Files.readAllBytes(Path.of(options.get(FILE))), options));
        } catch (IOException e) {
            throw new XvadDataException("cannot read the object detector " + options.get(FILE) + ": " + e, e);
        }
    }

    static Optional<ObjectNetwork> read(ModelReader model, Options options) {
        return model.has(ENTRY) ? Optional.of(new ObjectNetwork(model.bytes(ENTRY), options)) : Optional.empty();
    }

    void write(ModelWriter model) {
        model.bytes(ENTRY, onnx);
    }

    /** Detects the objects in a frame. */
    List<DetectedObject> in(Image frame) {
        double scale = size / (double) Math.max(frame.height(), frame.width());
        Tensor rows = Objects.requireNonNull(network.run(input(frame, scale)).get(output));
        int length = rows.rank() == 3 ? rows.size(2) : 0;
        if (length < BEFORE_KEYPOINTS || (length - BEFORE_KEYPOINTS) % KEYPOINT != 0) {
            throw new XvadModelException(
                    "an object detector must give rows of shape (1, N, 6 + 3 K), '" + output + "' is " + rows);
        }
        float[] values = rows.toArray();
        List<DetectedObject> objects = new ArrayList<>();
        for (int at = 0; at < values.length; at += length) {
            if (values[at + 4] >= confidence) {
                object(Arrays.copyOfRange(values, at, at + length), scale, frame)
                        .ifPresent(objects::add);
            }
        }
        return objects;
    }

    private Tensor input(Image frame, double scale) {
        int height = Math.max(1, (int) Math.round(frame.height() * scale));
        int width = Math.max(1, (int) Math.round(frame.width() * scale));
        Image colour = frame.channels() == 3 ? frame : Channels.colour(frame);
        float[] small = Resize.image(colour, height, width).toArray();
        float[] values = new float[3 * size * size];
        Arrays.fill(values, GREY);
        for (int row = 0; row < 3 * height; row++) {
            int channel = row / height;
            System.arraycopy(small, row * width, values, (channel * size + row % height) * size, width);
        }
        return Tensor.owning(values, 1, 3, size, size);
    }

    /** Nothing if the box lies outside of the frame. */
    private static Optional<DetectedObject> object(float[] row, double scale, Image frame) {
        int left = (int) Math.max(0, Math.round(row[0] / scale));
        int top = (int) Math.max(0, Math.round(row[1] / scale));
        int right = (int) Math.min(frame.width(), Math.round(row[2] / scale));
        int bottom = (int) Math.min(frame.height(), Math.round(row[3] / scale));
        if (right <= left || bottom <= top) {
            return Optional.empty();
        }
        Box box = new Box(left, top, right - left, bottom - top);
        float[] pose = new float[2 * (row.length - BEFORE_KEYPOINTS) / KEYPOINT];
        for (int i = 0; i < pose.length / 2; i++) {
            int at = BEFORE_KEYPOINTS + KEYPOINT * i;
            pose[2 * i] = (float) ((row[at] / scale - box.x()) / box.width());
            pose[2 * i + 1] = (float) ((row[at + 1] / scale - box.y()) / box.height());
        }
        return Optional.of(new DetectedObject(box, pose));
    }

    @Override
    public void close() {
        network.close();
    }
}
