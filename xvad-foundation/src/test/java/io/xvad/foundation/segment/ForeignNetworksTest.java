package io.xvad.foundation.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.foundation.model.Export;
import io.xvad.foundation.model.Foreign;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Networks of other exporters, by descriptions that a user writes, give what ours give. */
class ForeignNetworksTest {

    private static final Image IMAGE = Export.of("sam").image("image");
    private static final List<Prompt> PROMPTS = List.of(
            Prompt.box(new double[] {5, 6, 20, 18}), Prompt.point(20.5, 31.25), Prompt.box(new double[] {2, 2, 30, 30
            }));

    /** A pixel whose logit is about 0 may fall on either side. */
    private static void assertSame(List<ProposedMask> found, List<ProposedMask> wanted) {
        assertThat(found).hasSameSizeAs(wanted);
        for (int i = 0; i < found.size(); i++) {
            boolean[] ours = wanted.get(i).mask().toArray();
            boolean[] theirs = found.get(i).mask().toArray();
            int different = 0;
            for (int p = 0; p < ours.length; p++) {
                different += ours[p] == theirs[p] ? 0 : 1;
            }
            assertThat(different).isLessThanOrEqualTo(ours.length / 1000);
            assertThat(found.get(i).predictedIou()).isCloseTo(wanted.get(i).predictedIou(), within(1e-4));
        }
    }

    /** One network, exported by us, and by SAM's authors with an encoder of Acly's form. */
    @Test
    void masksOfMobileSamsFormEqualThoseOfOurs() {
        try (MaskProposer ours = MaskProposer.of(Export.of("sam").model());
                MaskProposer theirs = MaskProposer.of(Foreign.model("mobile-sam"))) {
            MaskProposer.Encoded wanted = ours.encode(IMAGE);
            MaskProposer.Encoded found = theirs.encode(IMAGE);
            assertThat(found.embedding().toArray())
                    .containsExactly(wanted.embedding().toArray(), within(1e-3f));
            assertSame(theirs.masks(found, PROMPTS), ours.masks(wanted, PROMPTS));
            assertSame(
                    theirs.ambiguousMasks(found, PROMPTS).get(1),
                    ours.ambiguousMasks(wanted, PROMPTS).get(1));
            assertThat(theirs.masks(found, List.of())).isEmpty();
        }
    }

    @Test
    void phrasesAreGroundedByANetworkThatMakesTheMasksOfTheTextItself() {
        try (PhraseGrounder grounder = PhraseGrounder.of(Foreign.model("grounding-dino"))) {
            List<GroundedBox> found = grounder.ground(grounder.input(IMAGE), "Scratch. crack", 0.5, 0.5);
            assertThat(found).hasSize(1);
            assertThat(found.get(0).phrase()).isEqualTo("scratch");
            assertThat(found.get(0).score()).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-6));
        }
    }
}
