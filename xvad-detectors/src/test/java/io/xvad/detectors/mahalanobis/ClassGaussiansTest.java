package io.xvad.detectors.mahalanobis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.training.GoldenLoss;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassGaussiansTest {

    @Test
    void equalScikitLearn() throws IOException {
        GoldenLoss golden = new GoldenLoss("gaussians", new Trainable(1));
        float[] rows = golden.values("rows");
        List<double[]> vectors = new ArrayList<>();
        for (int i = 0; i < rows.length; i += 3) {
            vectors.add(new double[] {rows[i], rows[i + 1], rows[i + 2]});
        }
        ClassGaussians gaussians = ClassGaussians.of(vectors, 4);
        assertThat(gaussians.means()).containsExactly(golden.values("means"), within(1e-4f));
        assertThat(gaussians.precision()).containsExactly(golden.values("precision"), within(1e-4f));
    }
}
