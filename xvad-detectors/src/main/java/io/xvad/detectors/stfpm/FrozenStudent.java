package io.xvad.detectors.stfpm;

import io.xvad.core.engine.InferenceEngine;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.SavedNetwork;
import io.xvad.detectors.heads.Head;
import io.xvad.detectors.heads.Standardisation;
import java.util.Map;
import java.util.Objects;

/** A student in its frozen form on an engine that runs any network. */
final class FrozenStudent implements StudentScores {

    private final Network network;
    private final Standardisation standardisation;

    FrozenStudent(SavedNetwork saved, InferenceEngine engine, int threads, Standardisation standardisation) {
        this.network = saved.open(engine, threads, Head.SCORE);
        this.standardisation = standardisation;
    }

    @Override
    public float[] of(float[] picture, float[] rows) {
        int dimension = standardisation.means().length;
        int size = (int) Math.round(Math.sqrt(picture.length / 3.0));
        Tensor taught = Tensor.owning(standardisation.apply(rows), rows.length / dimension, dimension);
        Tensor seen = Tensor.of(picture, 1, 3, size, size);
        return Objects.requireNonNull(network.run(Map.of(StudentGraph.PICTURES, seen, Head.ROWS, taught))
                        .get(Head.SCORE))
                .toArray();
    }

    @Override
    public void close() {
        network.close();
    }
}
