package io.xvad.detectors.network;

import io.xvad.training.Trainable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a trained network finds anomalous in a picture. Not thread-safe. */
@FunctionalInterface
public interface ImageFinding {

    /**
     * What was found.
     *
     * @param map a square of any side, higher is more anomalous
     * @param score of the picture as a whole; none if it is the maximum of the painted map
     */
    record Found(float[] map, OptionalDouble score) {

        /** With a score of its own. */
        public static Found of(float[] map, double score) {
            return new Found(map, OptionalDouble.of(score));
        }

        /** The highest value counts. */
        public static Found of(float[] map) {
            return new Found(map, OptionalDouble.empty());
        }

        /** Rows and columns of the map. */
        public int side() {
            return (int) Math.round(Math.sqrt(map.length));
        }
    }

    /** Of what goes into the network. */
    Found of(Map<String, INDArray> inputs);

    /** The map is an output. */
    static ImageFinding output(Trainable net, String map) {
        return inputs -> Found.of(net.run(inputs, map));
    }

    /** Map and score are outputs. */
    static ImageFinding outputs(Trainable net, String map, String score) {
        return inputs -> {
            Map<String, float[]> found = net.run(inputs, List.of(map, score));
            return Found.of(Objects.requireNonNull(found.get(map)), Objects.requireNonNull(found.get(score))[0]);
        };
    }
}
