package io.xvad.video.detectors.dor;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.data.preprocess.Resize;
import io.xvad.video.stream.VideoModel;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The trained network with the trunk that it stands on; it owns both. */
final class DorModel implements VideoModel {

    private final Trunk trunk;
    private final SavedNetwork saved;
    private final Network network;
    private final ActivationMap activation;

    /**
     * Creates a model.
     *
     * @param saved the same network at rest, for the model file
     */
    DorModel(Trunk trunk, SavedNetwork saved, Network network, ActivationMap activation) {
        this.trunk = trunk;
        this.saved = saved;
        this.network = network;
        this.activation = activation;
    }

    /** Each frame by itself, at once. */
    @Override
    public FrameScorer scorer(double framesPerSecond) {
        return new FrameScorer() {
            @Override
            public List<ScoredFrame> push(Frame frame) {
                return List.of(scored(frame));
            }

            @Override
            public List<ScoredFrame> finish() {
                return List.of();
            }

            @Override
            public void close() {}
        };
    }

    private ScoredFrame scored(Frame frame) {
        FeatureShape shape = trunk.shape();
        Image image = frame.image();
        Tensor features = Tensor.owning(trunk.features(image), 1, shape.channels(), shape.rows(), shape.columns());
        Map<String, Tensor> found = network.run(Map.of(OrdinalOutputs.FEATURES, features));
        float[] places = activation.of(values(found, OrdinalOutputs.ACTIVATION), values(found, OrdinalOutputs.HIDDEN));
        float[] large = Resize.plane(places, shape.rows(), shape.columns(), image.height(), image.width(), false);
        AnomalyMap map = AnomalyMap.of(image.height(), image.width(), large);
        return new ScoredFrame(frame, values(found, OrdinalOutputs.SCORE)[0], map, List.of());
    }

    private static float[] values(Map<String, Tensor> found, String name) {
        return Objects.requireNonNull(found.get(name)).toArray();
    }

    @Override
    public void save(ModelWriter model) {
        saved.write(model);
        trunk.write(model);
    }

    @Override
    public void close() {
        network.close();
        trunk.close();
    }
}
