package io.xvad.video.language.anomize;

import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.video.language.embed.UnitLength;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Asks the trained streams about a position and compares it with the texts. Thread-safe; it does not own the network.
 *
 * @param network with {@link AnomizeModel#OUTPUTS}
 * @param texts that were learned with
 * @param encoding of what is seen
 * @param labels vectors of the labels, as they are encoded
 */
record Reader(Network network, Encodings texts, LabelEncoding encoding, List<float[]> labels) {

    static Reader of(Network network, Encodings texts, LabelEncoding encoding) {
        return new Reader(
                network,
                texts,
                encoding,
                texts.labels().stream().map(encoding::label).toList());
    }

    Reading read(Seen seen) {
        float[] mean = seen.mean();
        float[] frame = seen.frame();
        Map<String, Tensor> found = network.run(Map.of(
                StreamsNetwork.WINDOW, Tensor.of(seen.window(), 1, 1, seen.window().length),
                StreamsNetwork.MEAN, Tensor.of(mean, 1, 1, mean.length),
                StreamsNetwork.FRAME, Tensor.of(frame, 1, 1, frame.length)));
        return new Reading(
                values(found, StreamsNetwork.SCORE)[0],
                values(found, StreamsNetwork.DYNAMIC)[0],
                values(found, StreamsNetwork.STATIC)[0],
                cosines(encoding.seen(mean), labels),
                cosines(mean, texts.descriptions()),
                cosines(frame, texts.concepts()),
                values(found, StreamsNetwork.DESCRIBED),
                values(found, StreamsNetwork.CONCEIVED));
    }

    private static float[] values(Map<String, Tensor> found, String name) {
        return Objects.requireNonNull(found.get(name)).toArray();
    }

    private static double[] cosines(float[] seen, List<float[]> texts) {
        return texts.stream().mapToDouble(text -> UnitLength.cosine(seen, text)).toArray();
    }
}
