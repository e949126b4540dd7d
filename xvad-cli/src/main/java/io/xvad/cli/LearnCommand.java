package io.xvad.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.Samples;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.model.WholeFile;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.core.update.LearningMore;
import io.xvad.data.image.ImageReader;
import io.xvad.video.dataset.Video;
import io.xvad.video.dataset.VideoSplit;
import io.xvad.video.dataset.VideoWindows;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code xvad learn}. */
@Command(
        name = "learn",
        mixinStandardHelpOptions = true,
        description =
                "Let a model learn more normal images or videos without starting again, and calibrate it anew. Images that it has learned"
                        + " already, by their paths, are left out. For detectors that can: the error of another names them.")
final class LearnCommand implements Callable<Integer> {

    @Mixin
    private ChangedModel files = new ChangedModel();

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--calibration",
            paramLabel = "DIR",
            description =
                    "Normal images to calibrate on, which the model has never learned, old and new ones as they will come. Default: a"
                            + " share of the new ones, held out.")
    private @Nullable Path calibration;

    @Option(
            names = "--held-out",
            paramLabel = "SHARE",
            description =
                    "Share of the new normal images, or videos, kept for calibration; 0 leaves the model undecided. Default: ${DEFAULT-VALUE}.")
    private double heldOut = 0.2;

    @Mixin
    private FalseAlarmOptions falseAlarms = new FalseAlarmOptions();

    @Option(
            names = "--window",
            paramLabel = "FRAMES",
            description = "Frames of a window of a video, as it was fitted. Default: ${DEFAULT-VALUE}.")
    private int window = 50;

    @Option(
            names = "--without-measures",
            description =
                    "Take less time, without measuring on normal images what explanations need to say how unusual what they find is and"
                            + " how far they can be relied on.")
    private boolean withoutMeasures;

    @Mixin
    private ImageOptions reading = new ImageOptions();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        WholeFile.requireWritable(files.out());
        try (FittedDetector fitted = Models.load(files.model())) {
            LearningMore learning = LearningMore.of(fitted).withHeldOut(heldOut).withProgress(output.progress());
            LearningMore measuring = withoutMeasures ? learning.withoutMeasures() : learning;
            if (fitted.capability(ScoresFrames.class).isEmpty()) {
                learnImages(measuring);
            } else {
                learnVideos(measuring);
            }
        }
        return 0;
    }

    private void learnImages(LearningMore learning) {
        ImageReader reader = reading.reader(output::warn);
        LearningMore deciding = falseAlarms.given() ? learning.withFalseAlarmRate(falseAlarms.ofImages()) : learning;
        Samples normals = data.openNormals(output).readBy(reader).train();
        tellKnown(normals, deciding, "images");
        try (FittedDetector more = calibration == null
                ? deciding.learn(normals)
                : deciding.learn(
                        normals,
                        DataOptions.open(calibration, null, null, output)
                                .readBy(reader)
                                .train())) {
            write(more, Calibrated.of(more), "images");
        }
    }

    private void tellKnown(Samples normals, LearningMore learning, String kind) {
        int known = normals.size() - learning.unknown(normals).size();
        if (known > 0 && known < normals.size()) {
            output.warn(known + " of " + normals.size() + " " + kind + " were learned before and are left out");
        }
    }

    private void learnVideos(LearningMore learning) {
        if (calibration != null) {
            throw new IllegalArgumentException(
                    "--calibration is for images; of videos, --held-out of the new ones calibrate");
        }
        VideoSplit split = VideoSplit.of(unknown(data.openVideos().train(), learning), window, heldOut);
        try (VideoWindows windows = split.windows()) {
            double seconds = windows.meanSeconds();
            LearningMore deciding = falseAlarms.given()
                    ? learning.withFalseAlarmRate(falseAlarms.ofWindows(OptionalDouble.of(seconds)))
                    : learning;
            Samples toLearn = windows.select(split.toLearn());
            try (FittedDetector more = split.toCalibrate().length == 0
                    ? deciding.withHeldOut(0).learn(toLearn)
                    : deciding.learn(toLearn, windows.select(split.toCalibrate()))) {
                write(more, Calibrated.onWindows(more, seconds), "windows");
            }
        }
    }

    /** Those of which not all has been learned, so that others are held out to calibrate. */
    private List<Video> unknown(List<Video> videos, LearningMore learning) {
        List<Video> unknown =
                videos.stream().filter(video -> isUnknown(video, learning)).toList();
        if (unknown.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to learn: the model has learned all of these videos");
        }
        if (unknown.size() < videos.size()) {
            output.warn((videos.size() - unknown.size()) + " of " + videos.size()
                    + " videos were learned before and are left out");
        }
        return unknown;
    }

    private boolean isUnknown(Video video, LearningMore learning) {
        try (VideoWindows windows = new VideoWindows(List.of(video), window, window)) {
            return learning.unknown(windows).size() > 0;
        }
    }

    private void write(FittedDetector more, Calibrated calibrated, String kind) {
        Models.save(more, files.out());
        Changed changed = Changed.of(more);
        ObjectNode json = changed.toJson(files.out());
        json.put("learnedFrom", more.provenance().trainingSize());
        calibrated.addTo(json);
        output.result(
                json,
                String.format(
                        "%s learned %d more normal %s, %d in all: %s%n%s%nwrote %s",
                        more.provenance().detector(),
                        changed.last().samples(),
                        Tiled.of(more).tiling().isPresent() ? "tiles" : kind,
                        more.provenance().trainingSize(),
                        changed.last().effect(),
                        calibrated.words(),
                        files.out()));
    }
}
