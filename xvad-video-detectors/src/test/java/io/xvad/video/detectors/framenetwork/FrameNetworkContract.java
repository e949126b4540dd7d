package io.xvad.video.detectors.framenetwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.XvadModelException;
import io.xvad.core.capability.Differentiable.ActivationGradient;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Explanation;
import io.xvad.core.explain.Saliency;
import io.xvad.core.model.ModelFile;
import io.xvad.core.model.Provenance;
import io.xvad.core.stream.DifferentiatesFrames;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.explainers.clip.ClipFindingsExplainer;
import io.xvad.explainers.clip.ClipGradCamExplainer;
import io.xvad.testkit.DetectorContract;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What all video networks keep. */
public abstract class FrameNetworkContract extends DetectorContract {

    /** Names of the parts of a frame's score. */
    protected abstract List<String> parts();

    @Override
    protected List<Sample> normals() {
        return Bars.normals();
    }

    @Override
    protected Sample anomaly() {
        return Bars.anomaly();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of(
                "input-size", "32",
                "width", "4",
                "sigma", "1",
                "batch-size", "8",
                "epoch-windows", "0",
                "epochs", "10",
                "learning-rate", "0.005");
    }

    /** Models of versions before have an option less; what they say otherwise does not matter. */
    @Test
    void aModelOfAnEarlierVersionIsRefused(@TempDir Path directory) {
        Path file = directory.resolve("m.xvad");
        try (FittedDetector fitted = Training.of(detector())
                .withOptions(Map.of("input-size", "32", "width", "2", "epochs", "1", "epoch-windows", "4"))
                .withHeldOut(0)
                .fit(Samples.of(normals()))) {
            Provenance now = fitted.provenance();
            Map<String, String> options = new HashMap<>(now.options());
            options.remove("colour");
            Provenance before = new Provenance(
                    now.detector(),
                    options,
                    now.seed(),
                    now.trainingSize(),
                    now.trainingFingerprint(),
                    now.libraryVersion());
            ModelFile.write(file, before, fitted::save);
        }
        assertThatThrownBy(() -> Models.load(file))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("'" + detector().name() + "' had another network; fit it again");
    }

    @Test
    void seesColours() {
        Map<String, String> options = new HashMap<>(Map.of("input-size", "32", "width", "2", "epochs", "1"));
        options.putAll(Map.of("epoch-windows", "4", "colour", "rgb"));
        try (FittedDetector fitted =
                Training.of(detector()).withOptions(options).withHeldOut(0).fit(Samples.of(normals()))) {
            assertThat(fitted.detect(anomaly()).score()).isFinite();
        }
    }

    private FittedDetector fitted(long seed) {
        return Training.of(detector()).withOptions(options()).withSeed(seed).fit(Samples.of(normals()));
    }

    /** By 3 standard deviations, with another seed than the other tests; and everything it can say is said. */
    @Test
    void tellsAnomaliesFarApartAndExplainsThem() {
        try (FittedDetector fitted = fitted(5)) {
            double highest = normals().stream()
                    .mapToDouble(normal -> fitted.detect(normal).score())
                    .max()
                    .orElseThrow();
            assertThat(fitted.detect(anomaly()).score()).isGreaterThan(highest + 3);
            surprisesOfThePartsAddUpToTheScore(fitted);
            everyActivationHasAGradientOfItsShape(
                    fitted.capability(DifferentiatesFrames.class).orElseThrow());
            assertThat(explained(new ClipGradCamExplainer(), fitted).evidence(Saliency.class))
                    .isNotEmpty();
            assertThat(explained(new ClipFindingsExplainer(), fitted).evidence(AttributeDeviation.class))
                    .extracting(AttributeDeviation::attribute)
                    .containsAnyElementsOf(parts());
        }
    }

    private static void everyActivationHasAGradientOfItsShape(DifferentiatesFrames gradients) {
        List<Frame> window = Frame.of(Bars.anomaly()).subList(0, gradients.windowLength());
        assertThat(gradients.activations()).contains("down-1-out", "up-1-out");
        for (String name : gradients.activations()) {
            ActivationGradient found = gradients.activationGradient(window, name);
            assertThat(found.gradient().shape())
                    .hasSize(3)
                    .isEqualTo(found.activation().shape());
            float[] gradient = found.gradient().toArray();
            assertThat(gradient).as(name).isNotEqualTo(new float[gradient.length]);
        }
        assertThatThrownBy(() -> gradients.activationGradient(window, "none such"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("down-1-out");
        assertThatThrownBy(() -> gradients.activationGradient(List.of(), "down-1-out"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 0");
    }

    private void surprisesOfThePartsAddUpToTheScore(FittedDetector fitted) {
        List<ScoredFrame> scored =
                fitted.capability(ScoresFrames.class).orElseThrow().scored(Bars.anomaly());
        ScoredFrame last = scored.get(scored.size() - 1);
        List<AttributeDeviation> own = last.findings().get(0).attributes().stream()
                .filter(one -> parts().contains(one.attribute()))
                .toList();
        assertThat(own).hasSameSizeAs(parts());
        assertThat(own.stream().mapToDouble(AttributeDeviation::surprise).sum())
                .isCloseTo(last.findings().get(0).score(), within(1e-9));
    }

    private Explanation explained(Explainer explainer, FittedDetector fitted) {
        return explainer.explain(fitted, anomaly(), fitted.detect(anomaly()), ExplainRequest.defaults(explainer));
    }
}
