package io.xvad.benchmarks;

import io.xvad.core.Image;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.foundation.detector.FoundationOptions;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.model.ImageInput;
import io.xvad.foundation.text.ClipBpe;
import io.xvad.foundation.winclip.WinClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Times {@code winclip} against its networks alone, run on tensors of the same shapes, and a hundred sentences: {@code WinClipSpeed WEIGHTS [RUNS]}. Weights may be random. Prints medians of
 * runs in turn, and the resident memory beside the size of the networks that score.
 */
public final class WinClipSpeed {

    private static final int RUNS = 9;
    private static final int SENTENCES = 100;

    private WinClipSpeed() {}

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        Path weights = Path.of(arguments[0]);
        int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : RUNS;
        long start = System.nanoTime();
        try (FittedDetector fitted = Training.of(new WinClip())
                .with(FoundationOptions.WEIGHTS, weights.toString())
                .fit(TrainingSet.empty())) {
            System.out.printf(Locale.ROOT, "fit %.1f s%n", (System.nanoTime() - start) / 1e9);
            fitted.detect(NoiseImages.of(1));
            System.out.printf(
                    "resident %s, networks that score %d kB, that of text %d kB%n",
                    ResidentMemory.now(),
                    (Files.size(weights.resolve("embed.onnx")) + Files.size(weights.resolve("body.onnx"))) / 1024,
                    Files.size(weights.resolve("text.onnx")) / 1024);
            FoundationModel model = FoundationModel.in(
                    weights, Options.parse(List.of(FeatureOptions.ENGINE, FeatureOptions.THREADS), Map.of()));
            compare(fitted, model, runs);
            sentences(ClipBpe.read(model.vocabulary()));
        }
    }

    private static void compare(FittedDetector fitted, FoundationModel model, int runs) {
        Image image = NoiseImages.of(1);
        double[] detector = new double[runs];
        double[] networks = new double[runs];
        try (Network embed = model.open("embed");
                Network body = model.open("body")) {
            ImageInput input = model.image();
            int side = input.side();
            Tensor pixels = noise(1, 3, input.size(), input.size());
            int width = model.description().integer("width");
            Tensor whole = noise(1, 1 + side * side, width);
            Tensor small = noise((side - 1) * (side - 1), 5, width);
            Tensor large = noise((side - 2) * (side - 2), 10, width);
            for (int i = -1; i < runs; i++) {
                double ofDetector = milliseconds(() -> fitted.detect(image));
                double ofNetworks = milliseconds(() -> {
                    embed.run(pixels);
                    body.run(whole);
                    body.run(small);
                    body.run(large);
                });
                if (i >= 0) {
                    detector[i] = ofDetector;
                    networks[i] = ofNetworks;
                }
            }
        }
        Arrays.sort(detector);
        Arrays.sort(networks);
        double ratio = detector[runs / 2] / networks[runs / 2];
        System.out.printf(
                Locale.ROOT,
                "detect %.1f ms, networks alone %.1f ms, ratio %.3f%n",
                detector[runs / 2],
                networks[runs / 2],
                ratio);
    }

    private static Tensor noise(int... shape) {
        return Tensor.owning(NoiseImages.values(Arrays.stream(shape).reduce(1, Math::multiplyExact), 2), shape);
    }

    private static double milliseconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static void sentences(ClipBpe tokenizer) {
        double[] taken = new double[50];
        for (int run = 0; run < taken.length; run++) {
            taken[run] = milliseconds(() -> {
                for (int i = 0; i < SENTENCES; i++) {
                    tokenizer.encode("a photo of a large damaged screw number " + i + " for visual inspection.", 77);
                }
            });
        }
        System.out.printf(Locale.ROOT, "%d sentences: first %.1f ms, ", SENTENCES, taken[0]);
        Arrays.sort(taken);
        System.out.printf(Locale.ROOT, "median %.1f ms%n", taken[taken.length / 2]);
    }
}
