package io.xvad.foundation.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.XvadDataException;
import io.xvad.foundation.model.Export;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptEnsembleTest {

    private static final PromptEnsemble PROMPTS =
            new PromptEnsemble("test", List.of("{}", "new {}"), List.of("old {}"), List.of("a {}.", "the {}!"));

    @Test
    void everyStateStandsInEveryTemplate() {
        assertThat(PROMPTS.normalSentences("metal_nut"))
                .containsExactly("a metal nut.", "the metal nut!", "a new metal nut.", "the new metal nut!");
        assertThat(PROMPTS.anomalousSentences("cup")).containsExactly("a old cup.", "the old cup!");
    }

    @Test
    void withoutASlotOrWithoutATextItIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PromptEnsemble("v", List.of("thing"), List.of("{}"), List.of("{}")))
                .withMessageContaining("'normal'");
        assertThatThrownBy(() -> PromptEnsemble.parse("{\"version\": \"v\", \"normal\": [\"{}\"], \"anomalous\": []}"))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("prompts cannot be read");
    }

    /** Two sentences whose vectors differ in length pull the mean of raw vectors to the longer one. */
    @Test
    void theOrderOfNormalisationIsTheOneAskedFor() {
        PromptEnsemble two = new PromptEnsemble("two", List.of("{}", "a very {}"), List.of("{}"), List.of("{}"));
        try (TextEncoder encoder = TextEncoder.of(Export.of("plain").model())) {
            List<float[]> vectors = encoder.encode(List.of("cup", "a very cup"));
            float[] raw = TextAnchors.of(two, "cup", encoder, TextAnchors.Averaging.RAW_MEAN)
                    .normal();
            float[] unit = TextAnchors.of(two, "cup", encoder, TextAnchors.Averaging.UNIT_MEAN)
                    .normal();
            assertThat(raw).containsExactly(direction(vectors, false), within(1e-6f));
            assertThat(unit).containsExactly(direction(vectors, true), within(1e-6f));
            assertThat(raw).isNotEqualTo(unit);
        }
    }

    private static float[] direction(List<float[]> vectors, boolean unitFirst) {
        double[] sum = new double[vectors.get(0).length];
        for (float[] vector : vectors) {
            double scale = unitFirst ? length(vector) : 1;
            for (int d = 0; d < sum.length; d++) {
                sum[d] += vector[d] / scale;
            }
        }
        float[] mean = new float[sum.length];
        for (int d = 0; d < sum.length; d++) {
            mean[d] = (float) sum[d];
        }
        double length = length(mean);
        for (int d = 0; d < sum.length; d++) {
            mean[d] = (float) (mean[d] / length);
        }
        return mean;
    }

    private static double length(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    @Test
    void aSentenceIsEncodedWithoutBeingKept() {
        try (TextEncoder encoder = TextEncoder.of(Export.of("plain").model())) {
            float[] unkept = encoder.encodeUnkept("a cup");
            assertThat(encoder.kept()).isZero();
            assertThat(encoder.encode(List.of("a cup")).get(0)).containsExactly(unkept);
            assertThat(encoder.kept()).isEqualTo(1);
        }
    }

    @Test
    void vectorsOfSentencesEqualPyTorch() {
        Export export = Export.of("plain");
        try (TextEncoder encoder = TextEncoder.of(export.model())) {
            float[] expected = export.values("text_embeds");
            List<float[]> vectors = encoder.encode(export.lines("sentences"));
            int dimension = vectors.get(0).length;
            for (int i = 0; i < vectors.size(); i++) {
                for (int d = 0; d < dimension; d++) {
                    assertThat(vectors.get(i)[d]).isCloseTo(expected[i * dimension + d], within(1e-4f));
                }
            }
        }
    }
}
