package io.xvad.video.detectors.attributes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.video.flow.FlowField;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The pieces of the preset {@code ai-vad} against numpy and scikit-learn, see golden/aivad.py. */
class AiVadTest {

    private final JsonNode golden = golden();

    private static JsonNode golden() {
        try (InputStream file = Objects.requireNonNull(AiVadTest.class.getResourceAsStream("/golden/aivad.json"))) {
            return new ObjectMapper().readTree(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double[] doubles(JsonNode node) {
        double[] values = new double[node.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = node.get(i).asDouble();
        }
        return values;
    }

    private static float[] floats(double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private FlowField flow() {
        JsonNode right = golden.get("right");
        List<Float> all = new ArrayList<>();
        for (String component : List.of("right", "down")) {
            golden.get(component).forEach(row -> row.forEach(value -> all.add((float) value.asDouble())));
        }
        int size = all.size() / 2;
        float[][] halves = new float[2][size];
        for (int i = 0; i < all.size(); i++) {
            halves[i / size][i % size] = all.get(i);
        }
        return new FlowField(right.size(), right.get(0).size(), halves[0], halves[1]);
    }

    @Test
    void aHistogramOfVelocityIsNumpys() {
        double[] box = doubles(golden.get("box"));
        Box at = new Box((int) box[0], (int) box[1], (int) box[2], (int) box[3]);
        golden.get("histograms").properties().forEach(wanted -> {
            float[] histogram = VelocityHistogram.of(at, flow(), Integer.parseInt(wanted.getKey()));
            assertThat(histogram).containsExactly(floats(doubles(wanted.getValue())), within(1e-5f));
        });
    }

    /** Everything moves by (3, 4): a magnitude of 7 in the bin of 53 degrees, nothing in the others. */
    @Test
    void oneMovementIsInOneBin() {
        float[] right = new float[12];
        float[] down = new float[12];
        Arrays.fill(right, 3);
        Arrays.fill(down, 4);
        FlowField flow = new FlowField(3, 4, right, down);
        assertThat(VelocityHistogram.of(new Box(1, 1, 2, 2), flow, 8)).containsExactly(0, 7, 0, 0, 0, 0, 0, 0);
        assertThat(VelocityHistogram.of(new Box(1, 1, 2, 2), flow, 1)).containsExactly(7);
    }

    private static ObjectMemoryBank.Entry entry(int number, float[] appearance, float[] pose, float[] velocity) {
        Image image = Image.of("one", 1, 8, 8, new float[64]);
        return new ObjectMemoryBank.Entry(
                "clip-" + number % 4,
                number,
                Observations.of(appearance, pose, velocity),
                ObjectMemoryBank.thumbnail(image, new Box(0, 0, 8, 8)));
    }

    private ObjectMemoryBank bank() {
        List<ObjectMemoryBank.Entry> entries = new ArrayList<>();
        for (int i = 0; i < golden.get("normal").size(); i++) {
            float[] row = floats(doubles(golden.get("normal").get(i)));
            entries.add(
                    entry(i, row, row, floats(doubles(golden.get("velocities").get(i)))));
        }
        return new ObjectMemoryBank(entries);
    }

    private Map<AttributeKind, Double> distances(GlobalDensity density, int tested) {
        float[] row = floats(doubles(golden.get("tested").get(tested)));
        float[] velocity = floats(doubles(golden.get("velocity").get(tested)));
        return density.distances(Observations.of(row, row, velocity), i -> true);
    }

    @Test
    void densitiesOfAppearanceAndPoseAreSquaredDistancesToTheNearest() {
        golden.get("squared").properties().forEach(wanted -> {
            GlobalDensity density =
                    new GlobalDensity(bank(), Integer.parseInt(wanted.getKey()), true, Optional.empty());
            for (int i = 0; i < wanted.getValue().size(); i++) {
                double distance = wanted.getValue().get(i).asDouble();
                assertThat(distances(density, i))
                        .hasSize(2)
                        .hasEntrySatisfying(
                                AttributeKind.APPEARANCE, one -> assertThat(one).isCloseTo(distance, within(1e-4)))
                        .hasEntrySatisfying(
                                AttributeKind.POSE, one -> assertThat(one).isCloseTo(distance, within(1e-4)));
            }
        });
    }

    @Test
    void theDensityOfVelocityIsScikitLearns() {
        ObjectMemoryBank bank = bank();
        GlobalDensity density = new GlobalDensity(bank, 1, true, GlobalDensity.velocity(bank, new MixtureFit(1, 0)));
        for (int i = 0; i < golden.get("surprisal").size(); i++) {
            assertThat(distances(density, i).get(AttributeKind.VELOCITY))
                    .isCloseTo(golden.get("surprisal").get(i).asDouble(), within(1e-3));
        }
    }

    @Test
    void calibrationIsNumpys() {
        List<Double> scores =
                Arrays.stream(doubles(golden.get("scores"))).boxed().toList();
        double[] asked = doubles(golden.get("asked"));
        for (AttributeKind kind : List.of(AttributeKind.VELOCITY, AttributeKind.APPEARANCE)) {
            SurpriseScales.Scale scale = ScaleEnds.RANGE.of(scores, kind, 1e-3);
            double[] calibrated = IntStream.range(0, asked.length)
                    .mapToDouble(i -> scale.surprise(asked[i]))
                    .toArray();
            assertThat(calibrated)
                    .containsExactly(doubles(golden.get("calibrated").get(kind.word())), within(1e-9));
        }
    }

    @Test
    void scoresThatAreAllTheSameHaveAScale() {
        SurpriseScales.Scale scale = ScaleEnds.RANGE.of(List.of(2.0, 2.0), AttributeKind.POSE, 0.5);
        assertThat(scale.surprise(2)).isZero();
        assertThat(scale.surprise(1)).isZero();
        assertThat(scale.surprise(2.5)).isEqualTo(1);
    }
}
