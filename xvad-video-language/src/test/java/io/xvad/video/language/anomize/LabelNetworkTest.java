package io.xvad.video.language.anomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.option.Options;
import io.xvad.training.GoldenLoss;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelNetworkTest {

    private static final int D = 5;
    private static final String FAMILY = "anomize-labels";

    private static final Options OPTIONS =
            Options.parse(new Anomize().options(), Map.of("temperature", "0.2", "group-weight", "0.7"));

    private static float[] row(float[] flat, int row) {
        return Arrays.copyOfRange(flat, row * D, (row + 1) * D);
    }

    private static List<LabelGroups.Encoded> labels() throws IOException {
        GoldenLoss golden = new GoldenLoss(FAMILY, new Trainable(0));
        List<LabelGroups.Encoded> labels = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            labels.add(new LabelGroups.Encoded(
                    "label-" + i, row(golden.values("vectors"), i), row(golden.values("contexts"), i)));
        }
        return labels;
    }

    @Test
    void agreesWithPyTorch() throws IOException {
        Trainable net = new LabelNetwork(D, labels(), OPTIONS).training();
        GoldenLoss golden = new GoldenLoss(FAMILY, net);
        golden.agrees(
                Map.of(
                        LabelNetwork.SEEN, golden.array("seen", 3, D),
                        LabelNetwork.TARGET, golden.array("target", 3, 3)),
                LabelNetwork.LOSS,
                "",
                1e-3f);
    }

    /** Labels are compared in Java, without ND4J. */
    @Test
    void labelsAreEncodedAsTheyWereLearned() throws IOException {
        GoldenLoss golden = new GoldenLoss(FAMILY, new Trainable(0));
        LabelEncoding encoding = new LabelEncoding(D, golden.values("visual"), golden.values("group"), 0.7);
        for (int i = 0; i < 3; i++) {
            assertThat(encoding.label(labels().get(i)))
                    .containsExactly(row(golden.values("encoded"), i), within(1e-5f));
        }
    }
}
