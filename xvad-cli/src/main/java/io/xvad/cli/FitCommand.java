package io.xvad.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.SampleKind;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.registry.Registry;
import io.xvad.data.dataset.AnomalyDataset;
import io.xvad.video.dataset.VideoSplit;
import io.xvad.video.dataset.VideoWindows;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code xvad fit}. */
@Command(
        name = "fit",
        mixinStandardHelpOptions = true,
        description = "Learn what normal looks like from normal images or videos and write a model file.")
final class FitCommand implements Callable<Integer> {

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
            description = "Option of the detector, repeatable (see: xvad list detectors).")
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

    @Option(
            names = "--false-alarm-rate",
            paramLabel = "RATE",
            description = "Largest share of normal images that may be called anomalous. Default: ${DEFAULT-VALUE}.")
    private double falseAlarmRate = 0.05;

    @Option(
            names = "--window",
            paramLabel = "FRAMES",
            description =
                    "Frames of a window of a video: what is learned and calibrated on. Default: ${DEFAULT-VALUE}.")
    private int window = 50;

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        Detector chosen = Registry.load(Detector.class).get(detector);
        Training training = Training.of(chosen)
                .withOptions(options)
                .withSeed(seed)
                .withHeldOut(heldOut)
                .withFalseAlarmRate(falseAlarmRate)
                .withProgress(output.progress());
        if (chosen.sampleKinds().contains(SampleKind.IMAGE)) {
            fitImages(training);
        } else {
            fitVideos(training);
        }
        return 0;
    }

    private void fitImages(Training training) {
        AnomalyDataset dataset = data.open();
        try (FittedDetector fitted = training.fit(dataset.train())) {
            Models.save(fitted, model);
            report(fitted, dataset.train().size(), "images");
        }
    }

    private void fitVideos(Training training) {
        VideoSplit split = VideoSplit.of(data.openVideos().train(), window, heldOut);
        try (VideoWindows windows = split.windows();
                FittedDetector fitted = split.toCalibrate().length == 0
                        ? training.withHeldOut(0).fit(windows)
                        : training.fit(windows.select(split.toLearn()), windows.select(split.toCalibrate()))) {
            Models.save(fitted, model);
            report(fitted, windows.size(), "windows");
        }
    }

    private void report(FittedDetector fitted, int images, String kind) {
        int learned = fitted.provenance().trainingSize();
        Optional<Calibration> calibration = fitted.capability(Calibration.class);
        ObjectNode json = Output.mapper().createObjectNode();
        json.put("model", model.toString());
        json.put("detector", detector);
        json.put("fingerprint", fitted.provenance().fingerprint());
        json.put("learnedFrom", learned);
        json.put("calibratedOn", images - learned);
        calibration.ifPresent(c -> json.set("threshold", Output.number(c.threshold())));
        calibration.ifPresent(c -> json.set("falseAlarmRate", Output.number(c.level())));
        String decided = calibration
                .map(c -> String.format(
                        "calibrated on %d others: threshold %.4g, false-alarm rate %.3g",
                        images - learned, c.threshold(), c.level()))
                .orElse("not calibrated: none were held out, so it scores but does not decide");
        output.result(
                json,
                String.format("%s learned from %d normal %s, %s%nwrote %s", detector, learned, kind, decided, model));
    }
}
