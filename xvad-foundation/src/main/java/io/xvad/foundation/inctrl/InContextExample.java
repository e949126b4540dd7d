package io.xvad.foundation.inctrl;

import io.xvad.core.Label;
import io.xvad.core.XvadDataException;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.progress.Cancellation;
import io.xvad.foundation.detector.AuxiliaryImages;
import io.xvad.foundation.inctrl.ImageEncoder.Seen;
import io.xvad.foundation.text.TextAnchors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * An image with a few normal images of the same thing, as the heads learn from it: what the frozen encoder gives, computed once.
 *
 * @param vector of the image
 * @param references vectors of the normal images
 * @param patchResiduals how far each patch is from the nearest one of the normal images
 * @param textScore what sentences say
 * @param anomalous whether the image is
 */
record InContextExample(
        float[] vector, List<float[]> references, float[] patchResiduals, float textScore, boolean anomalous) {

    private static final int FEWEST_NORMALS = 2;

    InContextExample {
        references = List.copyOf(references);
    }

    float greatestResidual() {
        float greatest = 0;
        for (float residual : patchResiduals) {
            greatest = Math.max(greatest, residual);
        }
        return greatest;
    }

    /**
     * Encodes images, each compared with as many other normal images of the same thing as {@link InCtrl#REFERENCES} says, drawn by the seed.
     *
     * @param anchors by what images show
     * @throws XvadDataException if of a thing there are fewer than two normal images
     */
    static List<InContextExample> of(
            AuxiliaryImages images, Map<String, TextAnchors> anchors, ImageEncoder encoder, FitRequest request) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(request.seed());
        List<InContextExample> examples = new ArrayList<>();
        images.byThing().forEach((thing, places) -> {
            Map<Integer, Seen> normals = normals(thing, images, places, encoder);
            TextAnchors ofThing = Objects.requireNonNull(anchors.get(thing));
            for (int place : places) {
                Cancellation.check();
                Seen known = normals.get(place);
                Seen seen = known == null ? encoder.see(images.image(place)) : known;
                List<Seen> others = drawn(normals, place, request.options().get(InCtrl.REFERENCES), random);
                examples.add(of(seen, others, ofThing, known == null, request));
                request.progress()
                        .progressed(
                                "auxiliary images",
                                examples.size(),
                                images.samples().size());
            }
        });
        return examples;
    }

    private static Map<Integer, Seen> normals(
            String thing, AuxiliaryImages images, List<Integer> places, ImageEncoder encoder) {
        Map<Integer, Seen> normals = new HashMap<>();
        for (int place : places) {
            Cancellation.check();
            Label label = images.label(place);
            if (!label.anomalous()) {
                normals.put(place, encoder.see(images.image(place)));
            }
        }
        if (normals.size() < FEWEST_NORMALS) {
            throw new XvadDataException("auxiliary images of '" + thing + "' must hold at least " + FEWEST_NORMALS
                    + " normal ones to compare with, got " + normals.size());
        }
        return normals;
    }

    private static List<Seen> drawn(Map<Integer, Seen> normals, int besides, int wanted, UniformRandomProvider random) {
        List<Integer> others = normals.keySet().stream()
                .filter(place -> place != besides)
                .sorted()
                .toList();
        int count = Math.min(wanted, others.size());
        List<Seen> drawn = new ArrayList<>();
        for (int index : new PermutationSampler(random, others.size(), count).sample()) {
            drawn.add(Objects.requireNonNull(normals.get(others.get(index))));
        }
        return drawn;
    }

    private static InContextExample of(
            Seen image, List<Seen> references, TextAnchors anchors, boolean anomalous, FitRequest request) {
        try (PatchMemories memories = PatchMemories.of(references, request.options())) {
            return new InContextExample(
                    image.vector(),
                    references.stream().map(Seen::vector).toList(),
                    memories.residuals(image),
                    ScoreParts.textScore(image, anchors),
                    anomalous);
        }
    }
}
