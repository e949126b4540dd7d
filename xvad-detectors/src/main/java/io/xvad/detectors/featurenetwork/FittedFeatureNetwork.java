package io.xvad.detectors.featurenetwork;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Lazy;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.GuidesGradients;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelWriter;
import io.xvad.detectors.features.Distances;
import io.xvad.detectors.features.FeatureGraph;
import io.xvad.detectors.features.FittedFeatureDetector;
import io.xvad.training.onnx.OnnxGraph;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A trained network that scores each position of an image by its features. Thread-safe. */
public class FittedFeatureNetwork extends FittedFeatureDetector {

    static final Set<Class<?>> CAPABILITIES = Set.of(
            Differentiable.class, GuidesGradients.class, Reconstructs.class, RemembersImages.class, WholeGraph.class);

    private final LearnedNetwork learned;
    private final Network network;
    private final Supplier<? extends FeatureNetwork> training;

    /**
     * A detector that owns the extractor and the network.
     *
     * @param network the saved network, ready to run
     * @param training gives the method's network in SameDiff; asked only for gradients
     */
    protected FittedFeatureNetwork(
            LearnedNetwork learned, Network network, Supplier<? extends FeatureNetwork> training) {
        super(learned.extractor(), learned.painter(), learned.normals(), learned.provenance());
        this.learned = learned;
        this.network = network;
        this.training = training;
    }

    @Override
    protected final float[] distances(Image image, float[] rows) {
        return scores(network.run(inputs(image, rows)));
    }

    private static float[] scores(Map<String, Tensor> outputs) {
        return Objects.requireNonNull(outputs.get(FeatureNetwork.SCORE)).toArray();
    }

    @Override
    protected final Detection detect(Image image, float[] rows) {
        Map<String, Tensor> outputs = network.run(inputs(image, rows));
        AnomalyMap map = painter().paint(scores(outputs), extractor().side(), image);
        Tensor ofImage = outputs.get(FeatureNetwork.IMAGE_SCORE);
        double score = ofImage == null ? map.max() : ofImage.buffer().get(0);
        return Detection.undecided(image.id(), score, List.of(map));
    }

    /** The inputs of the network: the standardised features. */
    protected Map<String, Tensor> inputs(Image image, float[] rows) {
        return Map.of(FeatureNetwork.ROWS, standardised(rows));
    }

    private Tensor standardised(float[] rows) {
        int dimension = learned.standardisation().dimension();
        return Tensor.owning(learned.standardisation().apply(rows), rows.length / dimension, dimension);
    }

    /**
     * The same in an ONNX graph.
     *
     * @param image name of the image, shape (1, 3, size, size)
     * @param standardised name of its standardised features
     */
    protected Map<String, String> inputs(String image, String standardised) {
        return Map.of(FeatureNetwork.ROWS, standardised);
    }

    @Override
    protected final Capabilities offered() {
        return withGraph(withGradients(ofNormals()), () -> this::judged);
    }

    /** Adds the gradients of the score to other capabilities. */
    protected Capabilities withGradients(Capabilities others) {
        return withGradients(others, new ScoreDistances());
    }

    private FeatureGraph.Judged judged(OnnxGraph onnx, String image, String rows) {
        String standardised = learned.standardisation().apply(onnx, rows);
        Map<String, String> outputs = onnx.embed(learned.saved().onnx(), inputs(image, standardised), "head-");
        return new FeatureGraph.Judged(
                Objects.requireNonNull(outputs.get(FeatureNetwork.SCORE)),
                Optional.ofNullable(outputs.get(FeatureNetwork.IMAGE_SCORE)));
    }

    /** Scores of features alone, and their gradient in SameDiff. */
    private final class ScoreDistances implements Distances {

        private final Lazy<FeatureNetworkGradient> gradient = new Lazy<>(this::differentiated);

        private FeatureNetworkGradient differentiated() {
            FeatureNetwork own = training.get();
            return new FeatureNetworkGradient(
                    own.restored(learned.saved()), learned.standardisation(), own.trainingInputs());
        }

        @Override
        public float[] of(float[] rows) {
            Map<String, Tensor> inputs = Map.of(FeatureNetwork.ROWS, standardised(rows));
            return scores(network.run(inputs));
        }

        @Override
        public float[] gradient(float[] rows, float[] weights) {
            return gradient.get().of(rows, weights);
        }
    }

    @Override
    protected final void saveLearned(ModelWriter model) {
        learned.saved().write(model);
        learned.standardisation().write(model);
    }

    @Override
    public final void close() {
        network.close();
        super.close();
    }
}
