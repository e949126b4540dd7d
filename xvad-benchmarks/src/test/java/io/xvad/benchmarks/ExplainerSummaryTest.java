package io.xvad.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.explainers.quality.MeasuredExplainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainerSummaryTest {

    @TempDir
    Path directory;

    private static String line(String model, int image, String explainer, double faithfulness, double alike) {
        return model + ",image-" + image + ",0," + explainer + "," + faithfulness + ",0.5,1,0.9,0.5," + alike
                + ",0.1\n";
    }

    /** Two models see each of 20 images: 20 images are counted, not 40. */
    @Test
    void imagesAreCountedOnceAndWhatIsNoBetterThanTheRandomMapIsFound() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            for (String model : new String[] {"a", "b"}) {
                double chance = 0.1 * (i % 3);
                text.append(line(model, i, "(random map)", chance, 1));
                text.append(line(model, i, "gradient", chance + 0.5, 0.1));
                text.append(line(model, i, "lrp", chance + (i % 2 == 0 ? 0.2 : -0.2), 0.1));
                text.append(line(model, i, "residual", chance + 0.5, 0.9));
            }
            text.append("a,image-missed-").append(i).append(",0,missed\n");
        }
        Path measured = Files.writeString(directory.resolve("measured.csv"), text);
        Path resource = directory.resolve("measured.properties");
        ExplainerSummary.main(new String[] {measured.toString(), resource.toString(), "made by a test"});
        Map<String, MeasuredExplainer> read = MeasuredExplainer.read(Files.newBufferedReader(resource));
        assertThat(read).containsOnlyKeys("gradient", "lrp", "residual");
        MeasuredExplainer gradient = Objects.requireNonNull(read.get("gradient"));
        assertThat(gradient.images()).isEqualTo(20);
        assertThat(gradient.difference()).isEqualTo(0.5);
        assertThat(gradient.warning()).isEmpty();
        assertThat(Objects.requireNonNull(read.get("lrp")).noBetterThanChance()).isTrue();
        assertThat(Objects.requireNonNull(read.get("residual")).ignoresTheModel())
                .isTrue();
    }
}
