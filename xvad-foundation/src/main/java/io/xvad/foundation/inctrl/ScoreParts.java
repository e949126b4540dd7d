package io.xvad.foundation.inctrl;

import io.xvad.core.explain.AttributeDeviation;
import io.xvad.foundation.inctrl.ImageEncoder.Seen;
import io.xvad.foundation.text.TextAnchors;
import io.xvad.foundation.tokens.UnitVectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a score is made of (Zhu and Pang 2024). Each value is in [0, 1].
 *
 * @param patchResiduals how far each patch is from the normal images, M
 * @param imageScore what the residual of the image's vector says, s_I
 * @param textScore what sentences say, s_T
 * @param holisticScore what the map {@code M + s_I + s_T} says as a whole
 */
record ScoreParts(float[] patchResiduals, float imageScore, float textScore, float holisticScore) {

    private static final double TEMPERATURE = 0.01;

    /** Names of {@link #values}. */
    static final List<String> NAMES =
            List.of("greatest patch residual", "image residual", "text prior", "holistic score");

    static ScoreParts of(Seen image, SamplePrompts prompts, TextAnchors anchors, ResidualHeads heads) {
        float[] patches = prompts.patches().residuals(image);
        float imageScore = heads.imageScore(prompts.imageResidual(heads.adapted(image.vector())));
        float textScore = textScore(image, anchors);
        float[] holistic = patches.clone();
        for (int i = 0; i < holistic.length; i++) {
            holistic[i] += imageScore + textScore;
        }
        return new ScoreParts(patches, imageScore, textScore, heads.holisticScore(holistic));
    }

    /** What sentences say of an image: {@code softmax(100 [v.n, v.a])[1]}. */
    static float textScore(Seen image, TextAnchors anchors) {
        return anchors.probabilities(UnitVectors.of(image.vector(), anchors.dimension()), TEMPERATURE)[0];
    }

    /** The mean of the holistic score and of the greatest residual of a patch. */
    double score() {
        return (holisticScore + greatestPatchResidual()) / 2;
    }

    private float greatestPatchResidual() {
        float greatest = 0;
        for (float residual : patchResiduals) {
            greatest = Math.max(greatest, residual);
        }
        return greatest;
    }

    /** The greatest residual of a patch and the other three. */
    double[] values() {
        return new double[] {greatestPatchResidual(), imageScore, textScore, holisticScore};
    }

    /**
     * The parts against their normal ranges, that which is furthest beyond its own first.
     *
     * @param highest of normal images, one of each of {@link #values}
     */
    List<AttributeDeviation> attributes(double[] highest) {
        double[] values = values();
        List<AttributeDeviation> attributes = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            double surprise = Math.max(0, values[i] - highest[i]);
            attributes.add(new AttributeDeviation(NAMES.get(i), "", values[i], 0, highest[i], surprise));
        }
        attributes.sort(Comparator.comparingDouble(AttributeDeviation::surprise).reversed());
        return List.copyOf(attributes);
    }
}
