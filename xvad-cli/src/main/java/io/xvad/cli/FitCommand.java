package io.xvad.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.registry.Registry;
import io.xvad.data.dataset.AnomalyDataset;
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
        description = "Learn what normal looks like from normal images and write a model file.")
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
            description = "Share of the normal images kept for calibration. Default: ${DEFAULT-VALUE}.")
    private double heldOut = 0.2;

    @Option(
            names = "--false-alarm-rate",
            paramLabel = "RATE",
            description = "Largest share of normal images that may be called anomalous. Default: ${DEFAULT-VALUE}.")
    private double falseAlarmRate = 0.05;

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        AnomalyDataset dataset = data.open();
        Training training = Training.of(Registry.load(Detector.class).get(detector))
                .withOptions(options)
                .withSeed(seed)
                .withHeldOut(heldOut)
                .withFalseAlarmRate(falseAlarmRate)
                .withProgress(output.progress());
        try (FittedDetector fitted = training.fit(dataset.train())) {
            Models.save(fitted, model);
            report(fitted, dataset.train().size());
        }
        return 0;
    }

    private void report(FittedDetector fitted, int images) {
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
                .orElse("not calibrated: no images were held out, so it scores but does not decide");
        output.result(
                json,
                String.format("%s learned from %d normal images, %s%nwrote %s", detector, learned, decided, model));
    }
}
