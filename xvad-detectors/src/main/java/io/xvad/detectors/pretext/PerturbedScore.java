package io.xvad.detectors.pretext;

import io.xvad.core.capability.WholeGraph;
import io.xvad.core.engine.Engines;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.SavedNetwork;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.network.ImageGraph;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.ImageViews;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A classifier with its gradient and its perturbation as one ONNX graph, which any engine of ONNX runs. Thread-safe. */
final class PerturbedScore implements ClassifierScore {

    private static final String SIZE = "classifier-size";

    private final SavedNetwork saved;
    private final int size;
    private final Network network;

    /**
     * Opens a graph.
     *
     * @param saved takes images of shape (1, 3, size, size), gives {@link ImageNetwork#MAP} and {@link ImageNetwork#SCORE}
     */
    PerturbedScore(SavedNetwork saved, int size, int threads) {
        this.saved = saved;
        this.size = size;
        this.network = saved.open(
                Engines.ofAnyNetwork().orElseThrow(Engines::none), threads, ImageNetwork.MAP, ImageNetwork.SCORE);
    }

    /** Brings back what {@link #write} wrote. */
    static PerturbedScore read(ModelReader model, int threads) {
        return new PerturbedScore(SavedNetwork.read(model), model.ints(SIZE)[0], threads);
    }

    @Override
    public void write(ModelWriter model) {
        saved.write(model);
        model.ints(SIZE, new int[] {size});
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Found of(float[] image) {
        Map<String, Tensor> outputs = network.run(Tensor.of(image, 1, 3, size, size));
        return new Found(
                Objects.requireNonNull(outputs.get(ImageNetwork.SCORE)).buffer().get(0),
                Optional.of(
                        Objects.requireNonNull(outputs.get(ImageNetwork.MAP)).toArray()));
    }

    @Override
    public Optional<WholeGraph> whole(MapPainter painter) {
        return Optional.of(new ImageGraph(saved, ImageViews.ITSELF, size, size, painter));
    }

    @Override
    public void close() {
        network.close();
    }
}
