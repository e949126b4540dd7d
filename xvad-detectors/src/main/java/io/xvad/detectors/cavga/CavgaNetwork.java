package io.xvad.detectors.cavga;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.network.BackboneFeatures;
import io.xvad.detectors.network.GaussianCode;
import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.detectors.network.ScoreTerms;
import io.xvad.detectors.network.SquaredError;
import io.xvad.training.BatchLearner;
import io.xvad.training.Optimiser;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.onnx.OnnxGraph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * {@link CavgaGraph} with what goes into it. To score an image the mean of its code is decoded. What training is judged by, to stop, is
 * the loss without the adversary, which has no lowest point.
 */
final class CavgaNetwork extends ImageNetwork {

    private static final long CRITIC_SEED = 37;

    private final Options options;
    private final CavgaGraph graph;
    private final Optional<BackboneFeatures> features;

    /** The network that options ask for. */
    static CavgaNetwork of(Options options, long seed) {
        Optional<BackboneFeatures> features = options.get(Cavga.ENCODER).equals(Cavga.BACKBONE)
                ? Optional.of(new BackboneFeatures(
                        ImageOptions.size(options), CavgaR.LAYERS, options.get(FeatureOptions.THREADS)))
                : Optional.empty();
        int width = options.get(Cavga.WIDTH);
        CavgaLayers layers =
                features.<CavgaLayers>map(known -> new CavgaR(known, width)).orElseGet(() -> new CavgaD(width));
        CavgaGraph.Weights weights = new CavgaGraph.Weights(
                options.get(Cavga.BETA), options.get(Cavga.ATTENTION_WEIGHT), options.get(Cavga.ADVERSARIAL_WEIGHT));
        CavgaGraph graph =
                new CavgaGraph(layers, ImageOptions.size(options), options.get(Cavga.LATENT_CHANNELS), weights);
        return new CavgaNetwork(options, graph, features, seed);
    }

    private CavgaNetwork(Options options, CavgaGraph graph, Optional<BackboneFeatures> features, long seed) {
        super(graph.build(seed), graph.size());
        this.options = options;
        this.graph = graph;
        this.features = features;
    }

    private double rate() {
        return options.get(Cavga.LEARNING_RATE);
    }

    @Override
    protected Optimiser optimiser() {
        return new Optimiser(net(), name -> ImageCritic.rule(name, rate()), CavgaGraph.LOSS)
                .judgedBy(CavgaGraph.HELD_OUT_LOSS);
    }

    @Override
    protected BatchLearner.AfterStep afterStep() {
        return graph.weights().adversarial() > 0
                ? new ImageCritic(net(), size(), graph.layers().width(), rate(), CRITIC_SEED)
                : inputs -> {};
    }

    @Override
    protected void begin(List<float[]> images, FitRequest request) {
        features.ifPresent(known -> known.remember(images, net()));
    }

    @Override
    protected Map<String, INDArray> inputs(List<float[]> images, UniformRandomProvider random) {
        INDArray noise = GaussianCode.noise(random, images.size(), graph.code(), graph.side(), graph.side());
        Map<String, INDArray> inputs = new HashMap<>();
        inputs.put(INPUT, NetworkImages.batch(images, size()));
        inputs.put(CavgaGraph.NOISE, noise);
        features.ifPresent(known -> inputs.put(BackboneFeatures.NAME, known.of(images)));
        return inputs;
    }

    /** The inputs without noise, so that the mean of the code is decoded. */
    @Override
    protected Map<String, INDArray> inputs(INDArray views) {
        Map<String, INDArray> inputs = new HashMap<>();
        inputs.put(INPUT, views);
        inputs.put(CavgaGraph.NOISE, Nd4j.zeros(views.size(0), graph.code(), graph.side(), graph.side()));
        features.ifPresent(known -> inputs.put(BackboneFeatures.NAME, known.of(views)));
        return inputs;
    }

    @Override
    protected Map<String, String> madeOf(OnnxGraph onnx, String image) {
        return features.map(known -> Map.of(BackboneFeatures.NAME, known.of(onnx, image)))
                .orElseGet(Map::of);
    }

    /** With the backbone, attention depends on its features alone. */
    @Override
    protected List<String> inputsOfImages() {
        if (features.isEmpty()) {
            return List.of(INPUT);
        }
        boolean compares = scoresByDifference() || !ImageOptions.showsAttention(options);
        return compares ? List.of(INPUT, BackboneFeatures.NAME) : List.of(BackboneFeatures.NAME);
    }

    @Override
    protected float[] gradient(float[] image, Map<String, float[]> gradients) {
        float[] sum = gradients.getOrDefault(INPUT, new float[image.length]).clone();
        features.ifPresent(known -> {
            float[] through = known.gradient(image, Objects.requireNonNull(gradients.get(BackboneFeatures.NAME)));
            for (int i = 0; i < sum.length; i++) {
                sum[i] += through[i];
            }
        });
        return sum;
    }

    @Override
    public void close() {
        features.ifPresent(BackboneFeatures::close);
    }

    @Override
    protected Optional<ScoreTerms> terms() {
        return Optional.of(scoresByDifference() ? ScoreTerms.itself(CavgaGraph.DIFFERENCE) : ScoreTerms.maximum(map()));
    }

    private boolean scoresByDifference() {
        return options.get(Cavga.SCORE).equals(Cavga.DIFFERENCE);
    }

    private String map() {
        return ImageOptions.showsAttention(options) ? CavgaGraph.MISSING : SquaredError.MAP;
    }

    @Override
    protected SameDiffNetwork.Graph found() {
        return scoresByDifference() ? variables(map(), CavgaGraph.DIFFERENCE) : variables(map());
    }

    @Override
    protected ImageExport.Found found(ImageExport export) {
        return scoresByDifference() ? export.variables(map(), CavgaGraph.DIFFERENCE) : export.variables(map());
    }
}
