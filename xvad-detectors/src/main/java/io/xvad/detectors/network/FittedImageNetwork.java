package io.xvad.detectors.network;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Lazy;
import io.xvad.core.Sample;
import io.xvad.core.capability.Attends;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.engine.TrainingRuntime;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.option.Options;
import io.xvad.data.preprocess.Channels;
import io.xvad.data.preprocess.Resize;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.features.MapPainter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** A trained network that gives a map of an image, and maybe a score. The network that reconstructs is opened when needed. */
final class FittedImageNetwork implements FittedDetector {

    private final ImageNetworkDetector detector;
    private final SavedNetwork saved;
    private final Options options;
    private final ImageViews views;
    private final int size;
    private final MapPainter painter;
    private final boolean hasScore;
    private final Network network;
    private final Lazy<Network> reconstructing;
    private final Lazy<ImageGradient> gradient;
    private final Capabilities capabilities;
    private final Provenance provenance;

    FittedImageNetwork(ImageNetworkDetector detector, SavedNetwork saved, Options options, Provenance provenance) {
        this.detector = detector;
        this.saved = saved;
        this.options = options;
        this.provenance = provenance;
        views = detector.views(options);
        size = detector.side(options);
        painter = new MapPainter(size, options.get(detector.sigma()));
        hasScore = detector.hasScore(options);
        int threads = options.get(FeatureOptions.THREADS);
        String[] outputs =
                hasScore ? new String[] {ImageNetwork.MAP, ImageNetwork.SCORE} : new String[] {ImageNetwork.MAP};
        network = saved.open(threads, () -> trained().scoring(), outputs);
        reconstructing = new Lazy<>(
                () -> saved.openReconstruction(threads, () -> trained().reconstructing(), ImageNetwork.OUTPUT));
        gradient = new Lazy<>(() -> new ImageGradient(trained(), painter));
        capabilities = offered(detector.capabilities());
    }

    private ImageNetwork trained() {
        return detector.trained(saved, options);
    }

    private Capabilities offered(Set<Class<?>> declared) {
        Attends attends = this::attention;
        Reconstructs reconstructs = this::reconstruct;
        Capabilities always = Capabilities.none().with(Attends.class, attends).with(Reconstructs.class, reconstructs);
        return (TrainingRuntime.isAvailable() ? always.with(ofTrained()) : always).only(declared);
    }

    /** The capabilities that need the network in SameDiff, for which its weights must be there, or xvad-training to write it as ONNX. */
    private Capabilities ofTrained() {
        Supplier<WholeGraph> whole = this::whole;
        Capabilities graph = Capabilities.none().with(WholeGraph.class, whole);
        return saved.weights().isEmpty() ? graph : graph.with(Differentiable.class, gradient);
    }

    /**
     * The map and the scores that the network finds.
     *
     * @param side rows and columns of the map
     */
    private record Found(float[] map, int side, float[] scores) {

        /** Summed in double precision, whichever engine gives the scores of several views. */
        double score() {
            double sum = scores[0];
            for (int i = 1; i < scores.length; i++) {
                sum += scores[i];
            }
            return sum / scores.length;
        }
    }

    private Found find(float[] image) {
        Map<String, Tensor> outputs = network.run(input(image));
        float[] map = views.joined(
                Objects.requireNonNull(outputs.get(ImageNetwork.MAP)).toArray());
        float[] scores = hasScore
                ? Objects.requireNonNull(outputs.get(ImageNetwork.SCORE)).toArray()
                : new float[0];
        return new Found(map, (int) Math.round(Math.sqrt(map.length)), scores);
    }

    private Tensor input(float[] image) {
        List<float[]> seen = views.of(image);
        float[] values = new float[seen.size() * image.length];
        for (int i = 0; i < seen.size(); i++) {
            System.arraycopy(seen.get(i), 0, values, i * image.length, image.length);
        }
        return Tensor.owning(values, seen.size(), 3, size, size);
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = sample.requireImage();
        Found found = find(NetworkImages.seen(image, size));
        AnomalyMap map = painter.paint(found.map(), found.side(), image);
        return Detection.undecided(image.id(), hasScore ? found.score() : map.max(), List.of(map));
    }

    private AnomalyMap attention(Image image) {
        Found found = find(NetworkImages.seen(image, size));
        return painter.paint(found.map(), found.side(), image);
    }

    private Image reconstruct(Image image) {
        Map<String, Tensor> outputs = reconstructing.get().run(input(NetworkImages.seen(image, size)));
        float[] output =
                bounded(Objects.requireNonNull(outputs.get(ImageNetwork.OUTPUT)).toArray());
        Image large = Resize.image(Image.of(image.id(), 3, size, size, output), image.height(), image.width());
        return image.channels() == 3 ? large : Channels.grey(large);
    }

    /** What a network without a sigmoid at its end restores may lie beyond black and white. */
    private static float[] bounded(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, Math.min(1, values[i]));
        }
        return values;
    }

    private WholeGraph whole() {
        return new ImageGraph(
                saved, views, size, find(new float[3 * size * size]).side(), painter);
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        saved.write(model);
    }

    @Override
    public void close() {
        network.close();
        reconstructing.ifBuilt(Network::close);
        gradient.ifBuilt(ImageGradient::close);
    }
}
