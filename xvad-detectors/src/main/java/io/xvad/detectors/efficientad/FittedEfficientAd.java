package io.xvad.detectors.efficientad;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Lazy;
import io.xvad.core.Sample;
import io.xvad.core.capability.Differentiable;
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
import io.xvad.detectors.features.PaintedGraph;
import io.xvad.training.onnx.OnnxGraph;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Teacher, student and autoencoder after training; the backbone is no longer needed. Thread-safe. */
final class FittedEfficientAd implements FittedDetector {

    /** Name of the map that comes out of the saved network, shape (1, side, side). */
    static final String MAP = "map";

    private final EfficientAdSettings settings;
    private final SavedNetwork saved;
    private final Network network;
    private final Options options;
    private final MapPainter painter;
    private final Provenance provenance;
    private final Lazy<Capabilities> capabilities = new Lazy<>(this::offered);

    FittedEfficientAd(EfficientAdSettings settings, SavedNetwork saved, Options options, Provenance provenance) {
        this.settings = settings;
        this.saved = saved;
        this.options = options;
        this.painter = new MapPainter(settings.size(), options.get(FeatureOptions.SIGMA));
        this.provenance = provenance;
        this.network =
                saved.open(options.get(FeatureOptions.THREADS), () -> restored().sameDiff(), MAP);
    }

    private TrainedNetworks restored() {
        return TrainedNetworks.restored(settings, options.get(EfficientAd.WIDTH), saved);
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = sample.requireImage();
        int size = settings.size();
        float[] seen = Channels.colour(Resize.image(image, size, size)).toArray();
        Tensor map = network.run(Map.of(EfficientAdNetworks.IMAGES, Tensor.owning(seen, 1, 3, size, size)))
                .get(MAP);
        AnomalyMap painted = painter.paint(Objects.requireNonNull(map).toArray(), settings.side(), image);
        return Detection.undecided(image.id(), painted.max(), List.of(painted));
    }

    @Override
    public Capabilities capabilities() {
        return capabilities.get();
    }

    private Capabilities offered() {
        return TrainingRuntime.isAvailable()
                ? Capabilities.none()
                        .with(Differentiable.class, new Lazy<>(() -> new EfficientAdGradient(restored(), painter)))
                        .with(WholeGraph.class, new Whole())
                : Capabilities.none();
    }

    /** The whole detector as one ONNX graph. */
    private final class Whole implements WholeGraph {

        @Override
        public int size() {
            return settings.size();
        }

        @Override
        public byte[] onnx() {
            OnnxGraph onnx = new OnnxGraph();
            String image = PaintedGraph.image(onnx, settings.size());
            Map<String, String> values = onnx.embed(saved.onnx(), image, "networks-");
            String map = Objects.requireNonNull(values.get(MAP));
            return PaintedGraph.finished(onnx, map, settings.side(), painter, Optional.empty());
        }
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        settings.write(model);
        saved.write(model);
    }

    @Override
    public void close() {
        network.close();
    }
}
