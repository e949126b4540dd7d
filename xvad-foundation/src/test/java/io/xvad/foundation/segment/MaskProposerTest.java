package io.xvad.foundation.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Tensor;
import io.xvad.foundation.model.Export;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MaskProposerTest {

    private static final Export EXPORT = Export.of("sam");
    private static final double[] BOX = {10, 8.5, 50, 44};
    private static final double[] POINTS = {20.5, 31.25, 40, 12};
    private static final MaskProposer PROPOSER = MaskProposer.of(EXPORT.model());
    private static final MaskProposer.Encoded IMAGE = PROPOSER.encode(EXPORT.image("image"));

    @AfterAll
    static void close() {
        PROPOSER.close();
    }

    /** A pixel whose logit is about 0 may fall on either side. */
    private static void assertMasks(List<ProposedMask> found, String name) {
        boolean[] wanted = EXPORT.tensor(name + "-masks").booleans();
        float[] predicted = EXPORT.values(name + "-iou");
        assertThat(found).hasSize(predicted.length);
        for (int i = 0; i < predicted.length; i++) {
            boolean[] mask = found.get(i).mask().toArray();
            int different = 0;
            for (int p = 0; p < mask.length; p++) {
                different += mask[p] == wanted[i * mask.length + p] ? 0 : 1;
            }
            assertThat(different).as(name + " " + i).isLessThanOrEqualTo(mask.length / 1000);
            assertThat(found.get(i).predictedIou()).isCloseTo(predicted[i], within(1e-4));
        }
    }

    @Test
    void masksOfPointsAndBoxesEqualThoseOfTheAuthorsPredictor() {
        assertMasks(
                PROPOSER.ambiguousMasks(IMAGE, List.of(Prompt.point(20.5, 31.25)))
                        .get(0),
                "point");
        assertMasks(PROPOSER.masks(IMAGE, List.of(Prompt.box(BOX))), "box");
        assertMasks(
                PROPOSER.ambiguousMasks(IMAGE, List.of(Prompt.box(BOX, POINTS))).get(0), "both");
    }

    @Test
    void promptsOfSeveralLengthsKeepTheirOrder() {
        List<Prompt> prompts = List.of(Prompt.box(BOX), Prompt.box(BOX, POINTS), Prompt.point(3, 4), Prompt.box(BOX));
        List<ProposedMask> together = PROPOSER.masks(IMAGE, prompts);
        for (int i = 0; i < prompts.size(); i++) {
            ProposedMask alone = PROPOSER.masks(IMAGE, List.of(prompts.get(i))).get(0);
            assertThat(together.get(i).mask()).isEqualTo(alone.mask());
            assertThat(together.get(i).predictedIou()).isCloseTo(alone.predictedIou(), within(1e-5));
        }
        assertThat(PROPOSER.masks(IMAGE, List.of())).isEmpty();
    }

    @Test
    void masksOfEverythingEqualThoseOfTheAuthorsGenerator() {
        float[] settings = EXPORT.values("settings");
        List<ProposedMask> found = PROPOSER.everything(IMAGE, new Everything(4, settings[0], settings[1], settings[2]));
        assertMasks(found, "everything");
        float[] stability = EXPORT.values("everything-stability");
        for (int i = 0; i < stability.length; i++) {
            assertThat(found.get(i).stability()).isCloseTo(stability[i], within(1e-3));
        }
    }

    @Test
    void ofMasksOnEachOtherTheBestIsKept() {
        List<ProposedMask> all = PROPOSER.everything(IMAGE, new Everything(2, -9, 0, 1));
        assertThat(all).hasSize(12);
        assertThat(PROPOSER.everything(IMAGE, new Everything(2, -9, 0, 0)).get(0))
                .isEqualTo(all.get(0));
        assertThat(Overlaps.without(List.of(all.get(3), all.get(3)), 0.5)).containsExactly(all.get(3));
    }

    @Test
    void otherNetworksAreRefused() {
        assertThatThrownBy(() -> MaskProposer.of(Export.of("grounding").model()))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("resized by the longest side");
        assertThat(IMAGE.embedding().type()).isEqualTo(Tensor.Type.FLOAT32);
    }
}
