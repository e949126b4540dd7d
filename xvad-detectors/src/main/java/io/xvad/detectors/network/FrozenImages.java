package io.xvad.detectors.network;

import io.xvad.core.engine.InferenceEngine;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.SavedNetwork;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A frozen network on an engine that runs any. The network that reconstructs is opened when it is first needed. */
final class FrozenImages implements ImageScorer {

    /** Names of the input and outputs of frozen networks. */
    static final String PICTURES = "pictures";

    static final String MAP = "map";
    static final String SCORE = "score";
    static final String OUTPUT = "output";

    private final SavedNetwork saved;
    private final InferenceEngine engine;
    private final int threads;
    private final ImageViews views;
    private final boolean scores;
    private final Network network;
    private @Nullable Network reconstructing;

    /**
     * Opens one.
     *
     * @param threads within one run; 0 lets the engine decide
     * @param scores whether it has a score of its own
     */
    FrozenImages(SavedNetwork saved, InferenceEngine engine, int threads, ImageViews views, boolean scores) {
        this.saved = saved;
        this.engine = engine;
        this.threads = threads;
        this.views = views;
        this.scores = scores;
        this.network = scores ? saved.open(engine, threads, MAP, SCORE) : saved.open(engine, threads, MAP);
    }

    @Override
    public ImageFinding.Found find(float[] picture) {
        Map<String, Tensor> found = network.run(input(picture));
        float[] map = views.joined(Objects.requireNonNull(found.get(MAP)).toArray());
        return scores
                ? ImageFinding.Found.of(
                        map, Objects.requireNonNull(found.get(SCORE)).buffer().get(0))
                : ImageFinding.Found.of(map);
    }

    private Tensor input(float[] picture) {
        List<float[]> seen = views.of(picture);
        int size = (int) Math.round(Math.sqrt(picture.length / 3.0));
        float[] values = new float[seen.size() * picture.length];
        for (int i = 0; i < seen.size(); i++) {
            System.arraycopy(seen.get(i), 0, values, i * picture.length, picture.length);
        }
        return Tensor.owning(values, seen.size(), 3, size, size);
    }

    @Override
    public float[] reconstruct(float[] picture) {
        return Objects.requireNonNull(reconstructing().run(input(picture)).get(OUTPUT))
                .toArray();
    }

    private synchronized Network reconstructing() {
        if (reconstructing == null) {
            reconstructing = saved.openReconstruction(engine, threads, OUTPUT);
        }
        return reconstructing;
    }

    @Override
    public synchronized void close() {
        network.close();
        if (reconstructing != null) {
            reconstructing.close();
        }
    }
}
