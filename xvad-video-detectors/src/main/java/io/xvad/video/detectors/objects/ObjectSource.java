package io.xvad.video.detectors.objects;

import io.xvad.core.XvadDataException;
import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.video.objects.CarriedObjects;
import io.xvad.video.objects.ObjectDetector;
import io.xvad.video.objects.ObjectSettings;
import io.xvad.video.objects.PoseEstimator;
import io.xvad.video.objects.TileGrid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An object detector of the user's, and perhaps a pose network beside it, as {@link ObjectDetector} opens them; their files go into the
 * model. Thread-safe; close it to free native memory.
 */
public final class ObjectSource implements AutoCloseable {

    /** The file of the object detector. */
    public static final OptionSpec<String> FILE = OptionSpec.text(
            "objects",
            "",
            "an ONNX file, or empty",
            "An object detector of one's own; what it finds are objects too, and its keypoints are their pose");

    /** The file of a pose network. */
    public static final OptionSpec<String> POSE = OptionSpec.text(
            "object-pose",
            "",
            "an ONNX file, or empty",
            "An RTMPose network that finds the keypoints of the persons that the object detector finds");

    /** The classes that are kept. */
    public static final OptionSpec<String> CLASSES = OptionSpec.text(
            "object-classes",
            "",
            "names or numbers, separated by commas, or empty",
            "Classes of objects that are kept; all if empty");

    /** How many tiles it looks at. */
    public static final OptionSpec<Integer> TILES = OptionSpec.integer(
            "object-tiles", 1, 1, 64, "Overlapping tiles of each frame that detector looks at, for small objects");

    /** Which frames it looks at. */
    public static final OptionSpec<Integer> EVERY = OptionSpec.integer(
            "object-every", 1, 1, 100, "That detector looks at every n-th frame; in between boxes go on as they moved");

    /** The size of its images. */
    public static final OptionSpec<Integer> SIZE = OptionSpec.integer(
            "objects-size",
            0,
            0,
            4096,
            "Side of the images for a detector that leaves it open; 0 is what it was exported with");

    /** How sure it must be. */
    public static final OptionSpec<Double> CONFIDENCE =
            OptionSpec.decimal("objects-confidence", 0.25, 0, 1, "What that detector is less sure of is left out");

    /** Which covered objects are left out. */
    public static final OptionSpec<Double> COVERED = OptionSpec.decimal(
            "object-covered",
            1,
            0,
            1,
            "What that detector finds is left out if a larger box covers more than this share of it");

    /** The options of a detector that looks at pose too, which opens the source by {@link #openPosed}. */
    public static final List<OptionSpec<?>> POSED_OPTIONS =
            List.of(FILE, POSE, CLASSES, TILES, EVERY, SIZE, CONFIDENCE, COVERED);

    /** The options of a detector that does not look at pose, which opens the source by {@link #open}. */
    public static final List<OptionSpec<?>> OPTIONS = List.of(FILE, CLASSES, TILES, EVERY, SIZE, CONFIDENCE, COVERED);

    /** Options of models that were saved before exports were recognised. */
    public static final Set<String> RETIRED = Set.of("objects-output");

    private static final String ENTRY = "objects";
    private static final String POSE_ENTRY = "object-pose";
    private static final double TILE_OVERLAP = 0.5;

    private final byte[] onnx;
    private final Optional<byte[]> pose;
    private final ObjectDetector detector;
    private final int every;

    private ObjectSource(byte[] onnx, Optional<byte[]> pose, Options options) {
        this.onnx = onnx;
        this.pose = pose;
        this.detector = detector(onnx, pose, options);
        this.every = options.get(EVERY);
    }

    private static ObjectDetector detector(byte[] onnx, Optional<byte[]> pose, Options options) {
        ObjectSettings settings = ObjectSettings.defaults()
                .withConfidence(options.get(CONFIDENCE))
                .withClasses(classes(options))
                .withSize(options.get(SIZE))
                .withEngine(options.get(FeatureOptions.ENGINE), options.get(FeatureOptions.THREADS));
        ObjectDetector network = ObjectDetector.open(onnx, settings);
        int tiles = options.get(TILES);
        ObjectDetector tiled = tiles == 1 ? network : network.tiled(TileGrid.count(tiles, TILE_OVERLAP));
        try {
            return pose.map(file -> tiled.posed(PoseEstimator.open(file, settings.withSize(0))))
                    .orElse(tiled);
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private static Set<String> classes(Options options) {
        return Arrays.stream(options.get(CLASSES).split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    /**
     * The detector that the options of {@link #OPTIONS} name, if they name one.
     *
     * @throws XvadDataException if a file cannot be read
     * @throws XvadModelException if the engine cannot run it or it is of no known form
     * @throws IllegalArgumentException if it does not have a class that the options name
     */
    public static Optional<ObjectSource> open(Options options) {
        return bytes(options.get(FILE)).map(file -> new ObjectSource(file, Optional.empty(), options));
    }

    /**
     * The detector that the options of {@link #POSED_OPTIONS} name, if they name one.
     *
     * @throws XvadDataException if a file cannot be read
     * @throws XvadModelException if the engine cannot run it or it is of no known form
     * @throws IllegalArgumentException if it does not have a class that the options name
     */
    public static Optional<ObjectSource> openPosed(Options options) {
        Optional<byte[]> pose = bytes(options.get(POSE));
        Optional<byte[]> onnx = bytes(options.get(FILE));
        if (pose.isPresent() && onnx.isEmpty()) {
            throw new IllegalArgumentException(POSE.name() + " needs an object detector, option " + FILE.name());
        }
        return onnx.map(file -> new ObjectSource(file, pose, options));
    }

    private static Optional<byte[]> bytes(String file) {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(Path.of(file)));
        } catch (IOException e) {
            throw new XvadDataException("cannot read the object detector " + file + ": " + e, e);
        }
    }

    /** The detector that was written to a model, if one was. */
    public static Optional<ObjectSource> read(ModelReader model, Options options) {
        Optional<byte[]> pose = model.has(POSE_ENTRY) ? Optional.of(model.bytes(POSE_ENTRY)) : Optional.empty();
        return model.has(ENTRY) ? Optional.of(new ObjectSource(model.bytes(ENTRY), pose, options)) : Optional.empty();
    }

    /** Writes its files to a model. */
    public void write(ModelWriter model) {
        model.bytes(ENTRY, onnx);
        pose.ifPresent(file -> model.bytes(POSE_ENTRY, file));
    }

    /** The objects in the frames of one video. */
    public CarriedObjects follow(double framesPerSecond) {
        return new CarriedObjects(detector, every, framesPerSecond);
    }

    @Override
    public void close() {
        detector.close();
    }
}
