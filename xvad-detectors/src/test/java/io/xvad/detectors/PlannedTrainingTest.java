package io.xvad.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.Training;
import io.xvad.core.model.Npy;
import io.xvad.core.option.TrainingOptions;
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

/**
 * Training by static plans makes the same networks as SameDiff's own execution. Five steps an epoch, the last of which is a
 * smaller batch; {@code -Dxvad.test.epochs=10} makes it the fifty steps.
 */
class PlannedTrainingTest {

    private static final double SAME = 1e-4;
    private static final int EPOCHS = Integer.getInteger("xvad.test.epochs", 1);
    private static final Map<String, String> OF_FEATURES = Map.of("input-size", "64", "engine", "dl4j");

    @TempDir
    private Path directory = Path.of("");

    static Stream<Arguments> detectors() {
        return Stream.of(
                Arguments.of(new Autoencoder(), Map.of("loss", "ssim", "sspcab", "0.1")),
                Arguments.of(new Autoencoder(), Map.of("loss", "mse")),
                Arguments.of(new Autoencoder(), Map.of("input-size", "48", "crop", "32")),
                Arguments.of(new Vae(), Map.of()),
                Arguments.of(new VaeAttention(), Map.of("latent", "8", "total-correlation", "1")),
                Arguments.of(new Cavga(), Map.of("encoder", "dcgan", "width", "4")),
                Arguments.of(new Cavga(), Map.of("encoder", "backbone")),
                Arguments.of(new GradCon(), Map.of()),
                Arguments.of(
                        new DeepSvdd(), Map.of("objective", "soft-boundary", "width", "4", "pretraining-epochs", "1")),
                Arguments.of(
                        new Draem(),
                        Map.of("width", "4", "segmentation-width", "4", "epoch-images", "9", "sspcab", "0.1")),
                Arguments.of(new Odin(), Map.of()),
                Arguments.of(new GeneralizedOdin(), Map.of()),
                Arguments.of(new Mahalanobis(), Map.of()),
                Arguments.of(new Stfpm(), Map.of("input-size", "32", "engine", "dl4j")),
                Arguments.of(new Stfpm(), Map.of("input-size", "64", "engine", "dl4j", "student", "residual")),
                Arguments.of(new ReverseDistillation(), OF_FEATURES),
                Arguments.of(new SimpleNet(), OF_FEATURES),
                Arguments.of(new Fcdd(), OF_FEATURES),
                Arguments.of(new Sla2p(), OF_FEATURES),
                Arguments.of(
                        new EfficientAd(), Map.of("input-size", "64", "epoch-images", "9", "autoencoder-width", "8")));
    }

    /** All that a training keeps, by name. */
    private Map<String, float[]> trained(Detector detector, Map<String, String> own, String plan) {
        Path file = directory.resolve("training-" + plan);
        Map<String, String> options = new HashMap<>(own);
        options.put("epochs", Integer.toString(EPOCHS));
        options.put("batch-size", "2");
        if (detector.options().contains(TrainingOptions.PATIENCE)) {
            options.put("patience", Integer.toString(EPOCHS));
        }
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
        return values(file);
    }

    private static Map<String, float[]> values(Path checkpoint) {
        Map<String, float[]> values = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(checkpoint))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                values.put(
                        entry.getName(),
                        Npy.read(entry.getName(), zip.readAllBytes()).floats());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return values;
    }

    /** Length of the difference of all values, as a share of theirs. */
    private static double difference(Map<String, float[]> some, Map<String, float[]> others) {
        double apart = 0;
        double length = 0;
        for (Map.Entry<String, float[]> entry : some.entrySet()) {
            float[] a = entry.getValue();
            float[] b = Objects.requireNonNull(others.get(entry.getKey()));
            for (int i = 0; i < a.length; i++) {
                apart += Math.pow(a[i] - b[i], 2);
                length += Math.pow(b[i], 2);
            }
        }
        return Math.sqrt(apart / length);
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void makesTheSameNetwork(Detector detector, Map<String, String> options) {
        Map<String, float[]> planned = trained(detector, options, "exact");
        Map<String, float[]> bySameDiff = trained(detector, options, "off");
        assertThat(planned).isNotEmpty().containsOnlyKeys(bySameDiff.keySet());
        assertThat(difference(planned, bySameDiff)).isLessThan(SAME);
    }
}
