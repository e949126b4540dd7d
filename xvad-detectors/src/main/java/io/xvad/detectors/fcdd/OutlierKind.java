package io.xvad.detectors.fcdd;

import io.xvad.core.Image;
import io.xvad.data.synthetic.DefectedImage;
import io.xvad.data.synthetic.SyntheticDefect;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;

/** What makes anomalous images of normal ones. */
enum OutlierKind {

    /** Confetti noise, the paper's. */
    CONFETTI,

    /** Synthetic defects of all kinds and strengths. */
    SYNTHETIC,

    /** Each of the two half the time. */
    BOTH;

    private static final double WEAKEST = 0.3;
    private static final SyntheticDefect[] DEFECTS = SyntheticDefect.values();

    /** The word of an option for it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The words for all. */
    static List<String> words() {
        return Arrays.stream(values()).map(OutlierKind::word).toList();
    }

    /** The one of a word. */
    static OutlierKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** An anomalous copy of an image. */
    DefectedImage drawn(Image image, UniformRandomProvider random) {
        return switch (this) {
            case CONFETTI -> Confetti.on(image, random);
            case SYNTHETIC -> synthetic(image, random);
            case BOTH -> random.nextBoolean() ? Confetti.on(image, random) : synthetic(image, random);
        };
    }

    private static DefectedImage synthetic(Image image, UniformRandomProvider random) {
        double strength = WEAKEST + (1 - WEAKEST) * random.nextDouble();
        return DEFECTS[random.nextInt(DEFECTS.length)].apply(image, strength, random.nextLong());
    }
}
