package io.xvad.video.language.anomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.option.Options;
import io.xvad.training.GoldenLoss;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Trainable;
import io.xvad.video.detectors.snippets.Bag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class StreamsNetworkTest {

    private static final int D = 6;
    private static final int[] LENGTHS = {5, 3, 5, 4};
    private static final String FAMILY = "anomize-streams";

    private static final Options OPTIONS = Options.parse(
            new Anomize().options(),
            Map.of("hidden", "4", "window", "2", "temperature", "0.2", "dynamic", "0.6", "smooth", "0.3"));

    private static List<float[]> rows(float[] flat) {
        List<float[]> rows = new ArrayList<>();
        for (int from = 0; from < flat.length; from += D) {
            rows.add(Arrays.copyOfRange(flat, from, from + D));
        }
        return rows;
    }

    private static Encodings texts() throws IOException {
        GoldenLoss golden = new GoldenLoss(FAMILY, new Trainable(0));
        return new Encodings(rows(golden.values("descriptions")), rows(golden.values("concepts")), List.of());
    }

    private static List<Bag> bags(float[] vectors) {
        List<Bag> bags = new ArrayList<>();
        for (int bag = 0; bag < LENGTHS.length; bag++) {
            List<float[]> latest = rows(vectors).subList(bag * 5, bag * 5 + LENGTHS[bag]);
            List<float[]> windows = new ArrayList<>();
            for (int i = 1; i <= latest.size(); i++) {
                windows.add(Seen.of(latest.subList(0, i), 2).window());
            }
            bags.add(new Bag("clip-" + bag, bag < 2, windows));
        }
        return bags;
    }

    /** Scores, the chosen positions, loss and gradients; clips are of several lengths. */
    @Test
    void agreesWithPyTorch() throws IOException {
        Trainable net = new StreamsNetwork(D, texts(), OPTIONS).training(5, 0);
        GoldenLoss golden = new GoldenLoss(FAMILY, net);
        AnomizeBatch batch = new AnomizeBatch(5, D, bags(golden.values("vectors")));
        Map<String, INDArray> inputs = new HashMap<>(batch.seen());
        float[] scores = net.run(inputs, StreamsNetwork.SCORE);
        assertThere(scores, golden.values("scores"));
        inputs.putAll(batch.chosen(scores));
        golden.agrees(inputs, StreamsNetwork.LOSS, "");
    }

    private static void assertThere(float[] scores, float[] expected) {
        for (int bag = 0; bag < LENGTHS.length; bag++) {
            for (int i = bag * 5; i < bag * 5 + LENGTHS[bag]; i++) {
                assertThat(scores[i]).as("position %d", i).isCloseTo(expected[i], within(1e-5f));
            }
        }
    }

    /** Position by position. */
    @Test
    void aStreamOfFramesGetsTheSameScores() throws IOException {
        StreamsNetwork network = new StreamsNetwork(D, texts(), OPTIONS);
        Trainable net = network.scoring(0);
        GoldenLoss golden = new GoldenLoss(FAMILY, net);
        Reader reader = Reader.of(
                SameDiffNetwork.of(net, AnomizeModel.OUTPUTS.toArray(String[]::new)),
                texts(),
                new LabelEncoding(D, new float[D * D], new float[D * D], 0));
        float[] expected = golden.values("scores");
        List<Bag> bags = bags(golden.values("vectors"));
        for (int i = 0; i < LENGTHS[0]; i++) {
            Reading reading = reader.read(new Seen(bags.get(0).snippets().get(i), D));
            assertThat(reading.score()).isCloseTo(expected[i], within(1e-5));
            assertThat(0.6 * reading.dynamic() + 0.4 * reading.still()).isCloseTo(reading.score(), within(1e-6));
            assertThat(reading.described()).hasSize(3);
            assertThat(reading.conceived()).hasSize(4);
        }
    }

    /** What lies beyond the end of a clip changes no loss. */
    @Test
    void whatIsBeyondTheEndOfAClipCountsForNothing() throws IOException {
        Trainable net = new StreamsNetwork(D, texts(), OPTIONS).training(5, 0);
        GoldenLoss golden = new GoldenLoss(FAMILY, net);
        AnomizeBatch batch = new AnomizeBatch(5, D, bags(golden.values("vectors")));
        Map<String, INDArray> inputs = new HashMap<>(batch.seen());
        inputs.putAll(batch.chosen(net.run(inputs, StreamsNetwork.SCORE)));
        float loss = net.run(inputs, StreamsNetwork.LOSS)[0];
        INDArray frames =
                Objects.requireNonNull(inputs.get(StreamsNetwork.FRAME)).dup();
        frames.putScalar(new int[] {1, 4, 2}, 9);
        inputs.put(StreamsNetwork.FRAME, frames);
        assertThat(net.run(inputs, StreamsNetwork.LOSS)[0]).isEqualTo(loss);
        frames.putScalar(new int[] {1, 1, 2}, 9);
        assertThat(net.run(inputs, StreamsNetwork.LOSS)[0]).isNotEqualTo(loss);
    }
}
