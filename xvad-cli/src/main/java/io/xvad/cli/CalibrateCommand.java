package io.xvad.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Recalibration;
import io.xvad.core.model.WholeFile;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.video.dataset.VideoWindows;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code xvad calibrate}. */
@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        description =
                "Calibrate a model again without learning again: for another false-alarm rate, from the normal scores that it"
                        + " keeps, or on other normal images or videos given by --data, which it must not have learned from. With --ignore or --ignore-polygon the"
                        + " model ignores regions from now on; that needs --data.")
final class CalibrateCommand implements Callable<Integer> {

    @Mixin
    private ChangedModel files = new ChangedModel();

    @Mixin
    private FalseAlarmOptions falseAlarms = new FalseAlarmOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--window",
            paramLabel = "FRAMES",
            description = "Frames of a window of a video, as it was fitted. Default: ${DEFAULT-VALUE}.")
    private int window = 50;

    @Option(
            names = "--without-measures",
            description =
                    "Calibrate faster, without measuring on normal images what explanations need to say how unusual what they find is and"
                            + " how far they can be relied on, and what --drift compares with.")
    private boolean withoutMeasures;

    @Mixin
    private IgnoreOptions ignore = new IgnoreOptions();

    @Mixin
    private ImageOptions reading = new ImageOptions();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        WholeFile.requireWritable(files.out());
        try (FittedDetector fitted = Models.load(files.model())) {
            if (fitted.capability(ScoresFrames.class).isEmpty()) {
                write(fitted, Calibrated.of(onImages(fitted)));
            } else {
                write(fitted, onVideos(fitted));
            }
        }
        return 0;
    }

    private void write(FittedDetector fitted, Calibrated calibrated) {
        Models.save(calibrated.detector(), files.out());
        ObjectNode json = Output.mapper().createObjectNode();
        json.put("model", files.out().toString());
        json.put("detector", fitted.provenance().detector());
        json.put("fingerprint", fitted.provenance().fingerprint());
        calibrated.addTo(json);
        Ignored ignored = Ignored.of(calibrated.detector());
        ignored.addTo(json);
        output.result(
                json,
                String.format(
                        "%s %s%s%nwrote %s",
                        fitted.provenance().detector(), calibrated.words(), ignored.words(), files.out()));
    }

    /** Shares the learned detector with the one given, which is closed for both; so does that of videos. */
    private FittedDetector onImages(FittedDetector fitted) {
        Recalibration recalibration = recalibration(fitted, falseAlarms.ofImages());
        return data.given()
                ? recalibration.on(data.openNormals(output)
                        .readBy(reading.reader(output::warn))
                        .train())
                : recalibration.onKeptScores();
    }

    private Calibrated onVideos(FittedDetector fitted) {
        if (!data.given()) {
            return Calibrated.of(recalibration(fitted, falseAlarms.ofWindows(OptionalDouble.empty()))
                    .onKeptScores());
        }
        try (VideoWindows windows = new VideoWindows(data.openVideos().train(), window, window)) {
            double seconds = windows.meanSeconds();
            double rate = falseAlarms.ofWindows(OptionalDouble.of(seconds));
            return Calibrated.onWindows(recalibration(fitted, rate).on(windows), seconds);
        }
    }

    private Recalibration recalibration(FittedDetector fitted, double falseAlarmRate) {
        Recalibration calibrating = Recalibration.of(fitted)
                .withFalseAlarmRate(falseAlarmRate)
                .ignoring(ignore.regions())
                .withProgress(output.progress());
        return withoutMeasures ? calibrating.withoutMeasures() : calibrating;
    }
}
