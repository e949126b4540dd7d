package io.xvad.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.Training;
import io.xvad.core.model.Npy;
import io.xvad.detectors.autoencoder.Autoencoder;
import io.xvad.detectors.cavga.Cavga;
import io.xvad.detectors.deepsvdd.DeepSvdd;
import io.xvad.detectors.draem.Draem;
import io.xvad.detectors.efficientad.EfficientAd;
import io.xvad.detectors.fcdd.Fcdd;
import io.xvad.detectors.generalizedodin.GeneralizedOdin;
import io.xvad.detectors.gradcon.GradCon;
import io.xvad.detectors.mahalanobis.Mahalanobis;
import io.xvad.detectors.odin.Odin;
import io.xvad.detectors.reversedistillation.ReverseDistillation;
import io.xvad.detectors.simplenet.SimpleNet;
import io.xvad.detectors.sla2p.Sla2p;
import io.xvad.detectors.stfpm.Stfpm;
import io.xvad.detectors.vae.Vae;
import io.xvad.detectors.vaeattention.VaeAttention;
import io.xvad.training.plan.StaticPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Training by static plans makes the same networks as SameDiff's own execution, with batches of two sizes. */
class PlannedTrainingTest {

    private static final double SAME = 1e-4;

    @TempDir
    private Path directory = Path.of("");

    static Stream<Arguments> detectors() {
        return Stream.of(
                Arguments.of(new Autoencoder(), Map.of("loss", "ssim", "sspcab", "0.1")),
                Arguments.of(new Vae(), Map.of()),
                Arguments.of(new GradCon(), Map.of()),
                Arguments.of(new EfficientAd(), Map.of("input-size", "64", "engine", "dl4j", "width", "4")));
    }

    /** All weights, by name. */
    private Map<String, float[]> weights(Detector detector, Map<String, String> own, String plan) {
        Path file = directory.resolve("training-" + plan);
        Map<String, String> options = new HashMap<>(own);
        options.put("epochs", "10");
        options.put("batch-size", "2");
        options.put("patience", "100");
        options.put("checkpoint", file.toString());
        options.putIfAbsent("input-size", "32");
        System.setProperty(StaticPlan.PROPERTY, plan);
        try {
            Training.of(detector)
                    .withOptions(options)
                    .fit(Samples.of(TestImages.normals(10)))
                    .close();
        } finally {
            System.clearProperty(StaticPlan.PROPERTY);
        }
        return weights(file);
    }

    private static Map<String, float[]> weights(Path checkpoint) {
        Map<String, float[]> weights = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(checkpoint))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if ((entry.getName().startsWith("weights/") || entry.getName().equals("counts"))) {
                    weights.put(
                            entry.getName(),
                            Npy.read(entry.getName(), zip.readAllBytes()).floats());
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return weights;
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void makesTheSameNetwork(Detector detector, Map<String, String> options) {
        Map<String, float[]> planned = weights(detector, options, "on");
        Map<String, float[]> bySameDiff = weights(detector, options, "off");
        assertThat(planned).isNotEmpty().containsOnlyKeys(bySameDiff.keySet());
        double difference = 0;
        double length = 0;
        for (Map.Entry<String, float[]> entry : planned.entrySet()) {
            float[] others = Objects.requireNonNull(bySameDiff.get(entry.getKey()));
            double d = 0, l = 0;
            for (int i = 0; i < others.length; i++) {
                difference += Math.pow(entry.getValue()[i] - others[i], 2);
                length += Math.pow(others[i], 2);
                d += Math.pow(entry.getValue()[i] - others[i], 2);
                l += Math.pow(others[i], 2);
            }
            if (entry.getKey().equals("counts")) System.out.println("COUNTS " + java.util.Arrays.toString(entry.getValue())+" "+java.util.Arrays.toString(others));
            if (Math.sqrt(d / l) > 1e-1) System.out.println("DIFF " + entry.getKey() + " " + Math.sqrt(d / l));
        }
        System.out.println("WHOLE " + detector.name() + " " + Math.sqrt(difference / length));
        assertThat(Math.sqrt(difference / length)).isLessThan(SAME);
    }
}
