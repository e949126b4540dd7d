package io.xvad.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.LabelledSamples;
import io.xvad.core.SampleKind;
import io.xvad.core.Samples;
import io.xvad.core.Supervision;
import io.xvad.core.Tiling;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.model.LearnedFrom;
import io.xvad.core.model.WholeFile;
import io.xvad.core.option.Preset;
import io.xvad.core.progress.ProgressListener;
import io.xvad.core.registry.Registry;
import io.xvad.data.dataset.AuxiliaryFolders;
import io.xvad.data.dataset.DatasetFormat;
import io.xvad.data.dataset.LabelledFolder;
import io.xvad.data.image.ImageReader;
import io.xvad.data.map.MaskChecks;
import io.xvad.video.dataset.LabelledVideos;
import io.xvad.video.dataset.VideoSplit;
import io.xvad.video.dataset.VideoWindows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code xvad fit}. */
@Command(
        name = "fit",
        mixinStandardHelpOptions = true,
        description =
                "Learn what normal looks like from normal images or videos and write a model file. A detector that learns from"
                        + " no images needs no --data; normal images then calibrate it.")
final class FitCommand implements Callable<Integer> {

    /** The option of detectors that have words for what the images show. */
    private static final String CLASS_NAME = "class-name";

    @Option(
            names = "--detector",
            required = true,
            paramLabel = "NAME",
            description = "Which detector (see: xvad list detectors).")
    private String detector = "";

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "-o",
            paramLabel = "KEY=VALUE",
            description = "Option of the detector, or preset=NAME, repeatable (see: xvad list detectors NAME).")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(
            names = "--model",
            required = true,
            paramLabel = "FILE",
            description = "Model file to write, for example m.xvad.")
    private Path model = Path.of("");

    @Option(names = "--seed", description = "Seed of everything random. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--held-out",
            paramLabel = "SHARE",
            description =
                    "Share of the normal images, or of the videos (of one video, of its last windows), kept for calibration."
                            + " Default: ${DEFAULT-VALUE}.")
    private double heldOut = 0.2;

    @Mixin
    private FalseAlarmOptions falseAlarms = new FalseAlarmOptions();

    @Option(
            names = "--window",
            paramLabel = "FRAMES",
            description =
                    "Frames of a window of a video: what is learned and calibrated on. Default: ${DEFAULT-VALUE}.")
    private int window = 50;

    @Option(
            names = "--labelled",
            paramLabel = "DIR",
            description =
                    "Labelled images or videos to learn from as well, for detectors that can: DIR/anomalous, with DIR/masks if there"
                            + " are any, or one directory for each kind of anomaly, of videos also DIR/normal. Of a data set in MVTec's layout, or of"
                            + " videos with known anomalies, the anomalous tests: do not evaluate on these. Of videos only"
                            + " is learned that something in them is anomalous; they, and the normal ones then, are"
                            + " learned as a whole.")
    private @Nullable Path labelled;

    @Option(
            names = "--auxiliary",
            paramLabel = "DIR",
            arity = "1..*",
            description =
                    "Labelled images of other things to learn from as well, for detectors that can: one or more directories, one a"
                            + " thing and named as it, each a data set, whose test images are taken (do not evaluate on these), or as of"
                            + " --labelled with good/ for normal images. Neither the directory of the data nor one named as"
                            + " the class-name.")
    private List<Path> auxiliary = new ArrayList<>();

    @Option(
            names = "--without-measures",
            description =
                    "Fit faster, without measuring on normal images what explanations need to say how unusual what they find is and"
                            + " how far they can be relied on, and what --drift compares with.")
    private boolean withoutMeasures;

    @Option(
            names = "--losses",
            paramLabel = "FILE",
            description =
                    "CSV file to which the loss of each epoch is added when it ends, of detectors that train a network:"
                            + " epoch,loss,held_out_loss.")
    private @Nullable Path losses;

    @Mixin
    private IgnoreOptions ignore = new IgnoreOptions();

    @Mixin
    private TilingOptions tiles = new TilingOptions();

    @Mixin
    private ImageOptions reading = new ImageOptions();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws IOException {
        WholeFile.requireWritable(model);
        if (losses == null) {
            fit(output.progress());
        } else {
            WholeFile.requireWritable(losses);
            try (LossFile file = LossFile.open(losses, output.progress())) {
                fit(file);
            }
        }
        return 0;
    }

    private void fit(ProgressListener progress) {
        Detector chosen = Registry.load(Detector.class).get(detector);
        Training training = Training.of(chosen)
                .withOptions(options)
                .withSeed(seed)
                .withHeldOut(heldOut)
                .ignoring(ignore.regions())
                .withProgress(progress);
        Training measuring = withoutMeasures ? training.withoutMeasures() : training;
        Optional<Tiling> tiling = tiles.tiling();
        PurposeNote.of(chosen).ifPresent(note -> output.warn(note.warning(chosen)));
        if (chosen.sampleKinds().contains(SampleKind.IMAGE)) {
            Training deciding = measuring.withFalseAlarmRate(falseAlarms.ofImages());
            fitImages(chosen, tiling.map(deciding::tiled).orElse(deciding));
        } else if (tiling.isPresent()) {
            throw new IllegalArgumentException("--tiling is for images, and '" + chosen.name() + "' takes videos");
        } else {
            fitVideos(chosen, measuring);
        }
    }

    private void fitImages(Detector chosen, Training training) {
        ImageReader reader = reading.reader(output::warn);
        TrainingSet images = chosen.fewestNormals() > 0 || data.given()
                ? TrainingSet.normals(data.openNormals(output).readBy(reader).train())
                : TrainingSet.empty();
        TrainingSet labelledToo = labelled == null ? images : withLabelled(images, chosen, labelled, reader);
        TrainingSet all = auxiliary.isEmpty() ? labelledToo : withAuxiliary(labelledToo, chosen, reader);
        try (FittedDetector fitted = training.fit(all)) {
            Models.save(fitted, model);
            report(fitted, tiles.tiling().isPresent() ? "tiles" : "images", Calibrated.of(fitted));
        }
    }

    private TrainingSet withLabelled(TrainingSet images, Detector chosen, Path directory, ImageReader reader) {
        requireLearnsFromLabels(chosen, "images");
        LabelledSamples samples = dataset(directory)
                .map(format -> format.open(directory).readBy(reader).labelledAnomalies())
                .orElseGet(() -> LabelledFolder.of(directory, reader));
        if (dataset(directory).isPresent() || apart().holdsData(directory)) {
            output.warn(TestsApart.warning("--labelled", directory, "anomalous images"));
        }
        MaskChecks.of(samples).notes().forEach(output::warn);
        return images.withLabelled(samples);
    }

    private TrainingSet withAuxiliary(TrainingSet images, Detector chosen, ImageReader reader) {
        if (chosen.supervision().stream().noneMatch(Supervision::usesAuxiliary)) {
            throw new IllegalArgumentException(
                    "detector '" + chosen.name() + "' does not learn from labelled images of other things");
        }
        apart().requireOther(auxiliary);
        LabelledSamples samples = AuxiliaryFolders.of(auxiliary, reader);
        auxiliary.stream()
                .filter(directory -> dataset(directory).isPresent())
                .forEach(directory -> output.warn(TestsApart.warning("--auxiliary", directory, "images")));
        MaskChecks.of(samples).notes().forEach(output::warn);
        return images.withAuxiliary(samples);
    }

    private TestsApart apart() {
        return new TestsApart(data.places(), Optional.ofNullable(options.get(CLASS_NAME)));
    }

    /** The layout of a data set with images to test on. */
    private static Optional<DatasetFormat> dataset(Path directory) {
        return DatasetFormat.find(directory).filter(format -> format != DatasetFormat.FOLDER);
    }

    private static void requireLearnsFromLabels(Detector chosen, String kind) {
        if (chosen.supervision().stream().noneMatch(Supervision::usesLabelled)) {
            throw new IllegalArgumentException("detector '" + chosen.name() + "' does not learn from labelled " + kind);
        }
    }

    private void fitVideos(Detector chosen, Training training) {
        if (chosen.fewestNormals() == 0 && !data.given()) {
            try (FittedDetector fitted = training.withHeldOut(0).fit(TrainingSet.empty())) {
                Models.save(fitted, model);
                report(fitted, "windows", Calibrated.of(fitted));
            }
            return;
        }
        VideoSplit split = VideoSplit.of(data.openVideos().train(), window, heldOut);
        if (labelled == null) {
            fitVideos(split, training, TrainingSet.normals(split.windows().select(split.toLearn())), "windows");
            return;
        }
        requireLearnsFromLabels(chosen, "videos");
        try (LabelledVideos videos = LabelledVideos.of(labelled)) {
            if (videos.areTests()) {
                output.warn(TestsApart.warning("--labelled", labelled, "anomalous videos"));
            }
            if (split.wholeVideos().isEmpty()) {
                Samples windows = split.windows().select(split.toLearn());
                fitVideos(split, training, TrainingSet.normals(windows).withLabelled(videos), "windows");
            } else {
                try (VideoWindows whole = VideoWindows.whole(split.wholeVideos())) {
                    fitVideos(split, training, TrainingSet.normals(whole).withLabelled(videos), "videos");
                }
            }
        }
    }

    private void fitVideos(VideoSplit split, Training training, TrainingSet set, String kind) {
        try (VideoWindows windows = split.windows()) {
            double seconds = windows.meanSeconds();
            Training deciding = training.withFalseAlarmRate(falseAlarms.ofWindows(OptionalDouble.of(seconds)));
            try (FittedDetector fitted = split.toCalibrate().length == 0
                    ? deciding.withHeldOut(0).fit(set)
                    : deciding.fit(set, windows.select(split.toCalibrate()))) {
                Models.save(fitted, model);
                report(fitted, kind, Calibrated.onWindows(fitted, seconds));
            }
        }
    }

    private void report(FittedDetector fitted, String kind, Calibrated calibrated) {
        LearnedFrom learned = fitted.provenance().learnedFrom();
        ObjectNode json = Output.mapper().createObjectNode();
        json.put("model", model.toString());
        json.put("detector", detector);
        Optional<String> preset = fitted.provenance().preset();
        preset.ifPresent(name -> json.put(Preset.OPTION, name));
        json.put("fingerprint", fitted.provenance().fingerprint());
        json.put("learnedFrom", learned.normals());
        if (learned.labelled() > 0) {
            json.put("learnedFromLabelled", learned.labelled());
        }
        if (learned.auxiliary() > 0) {
            json.put("learnedFromAuxiliary", learned.auxiliary());
        }
        calibrated.addTo(json);
        Ignored ignored = Ignored.of(fitted);
        ignored.addTo(json);
        Tiled tiled = Tiled.of(fitted);
        tiled.addTo(json);
        ScoringPlan plan = ScoringPlan.of(fitted);
        plan.addTo(json);
        String others = (learned.labelled() > 0 ? " and " + learned.labelled() + " labelled ones" : "")
                + (learned.auxiliary() > 0 ? " and " + learned.auxiliary() + " labelled ones of other things" : "");
        output.result(
                json,
                String.format(
                        "%s%s learned from %d normal %s%s, %s%s%s%s%nwrote %s",
                        detector,
                        preset.map(name -> " (preset " + name + ")").orElse(""),
                        learned.normals(),
                        kind,
                        others,
                        calibrated.words(),
                        tiled.words(),
                        ignored.words(),
                        plan.words()
                                .map(words -> System.lineSeparator() + words)
                                .orElse(""),
                        model));
    }
}
