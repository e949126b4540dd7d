package io.xvad.cli.demo.part;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.data.synthetic.DefectedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rendered parts are the same for the same seed, and what is wrong with one is where its mask says. */
class MachinedPartTest {

    private static final double UNSEEN = 0.031;

    @Test
    void theSameSeedGivesTheSameImageAndAnotherAnother() {
        Image part = MachinedPart.normal("part", 5);
        assertThat(MachinedPart.normal("part", 5)).isEqualTo(part);
        assertThat(MachinedPart.normal("part", 6)).isNotEqualTo(part);
        assertThat(part.height()).isEqualTo(256);
        assertThat(part.width()).isEqualTo(256);
        assertThat(part.channels()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(PartDefect.class)
    void aDefectIsSeenWhereItsMaskSaysAndNowhereElse(PartDefect defect) {
        Image normal = MachinedPart.normal("part", 7);
        DefectedImage wrong = MachinedPart.defective("part", defect, 7);
        Mask mask = wrong.mask();
        assertThat(mask.count()).isBetween(60, 3000);
        assertThat(difference(normal, wrong.image(), mask, false)).isLessThan(UNSEEN);
        assertThat(difference(normal, wrong.image(), mask, true)).isGreaterThan(0.1);
        assertThat(wrong.defect()).isEqualTo(defect.defectName()).matches("[a-z-]+");
    }

    /** The largest difference of a sample within the mask, or outside. */
    private static double difference(Image first, Image second, Mask mask, boolean within) {
        double largest = 0;
        for (int y = 0; y < first.height(); y++) {
            for (int x = 0; x < first.width(); x++) {
                for (int c = 0; c < 3 && mask.at(y, x) == within; c++) {
                    largest = Math.max(largest, Math.abs(first.at(c, y, x) - second.at(c, y, x)));
                }
            }
        }
        return largest;
    }

    @Test
    void brassIsYellowerAndAMissingBoltLighterThanItsHead() {
        DefectedImage brass = MachinedPart.defective("part", PartDefect.BRASS_BOLT, 3);
        Image normal = MachinedPart.normal("part", 3);
        assertThat(mean(brass.image(), brass.mask(), 0) - mean(brass.image(), brass.mask(), 2))
                .isGreaterThan(0.2 + mean(normal, brass.mask(), 0) - mean(normal, brass.mask(), 2));
        DefectedImage missing = MachinedPart.defective("part", PartDefect.MISSING_BOLT, 3);
        assertThat(mean(missing.image(), missing.mask(), 1)).isGreaterThan(0.1 + mean(normal, missing.mask(), 1));
    }

    private static double mean(Image image, Mask mask, int channel) {
        double sum = 0;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                sum += mask.at(y, x) ? image.at(channel, y, x) : 0;
            }
        }
        return sum / mask.count();
    }
}
