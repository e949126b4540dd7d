package io.xvad.cli.demo;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.data.dataset.TestCase;
import io.xvad.data.synthetic.DefectedImage;
import java.util.Optional;

/**
 * An image to test on.
 *
 * @param title what it is, for people
 * @param kind what is wrong with it; {@value TestCase#GOOD} if nothing is
 * @param image the image
 * @param mask where it is anomalous, if that is known
 */
public record TestImage(String title, String kind, Image image, Optional<Mask> mask) {

    static TestImage normal(String title, Image image) {
        return new TestImage(
                title,
                TestCase.GOOD,
                image,
                Optional.of(Mask.of(image.height(), image.width(), new boolean[image.height() * image.width()])));
    }

    static TestImage defective(String title, DefectedImage defected) {
        return new TestImage(title, defected.defect(), defected.image(), Optional.of(defected.mask()));
    }

    boolean anomalous() {
        return !kind.equals(TestCase.GOOD);
    }

    /** Where it is anomalous; empty if it is normal or nobody knows. */
    Optional<Mask> defect() {
        return mask.filter(Mask::any);
    }
}
