package io.xvad.foundation.clipad;

import io.xvad.core.Image;
import io.xvad.core.Label;
import io.xvad.core.Mask;
import io.xvad.core.XvadDataException;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.progress.Cancellation;
import io.xvad.detectors.featurenetwork.KeptRows;
import io.xvad.foundation.detector.AuxiliaryImages;
import io.xvad.foundation.model.ImageInput;
import io.xvad.foundation.text.TextAnchors;
import io.xvad.foundation.tokens.ImageTokens;
import io.xvad.foundation.tokens.PatchEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An image as the linear layers of SDP+ learn from it.
 *
 * @param stages tokens of its patches, stage by stage
 * @param direction of its text: the anomalous anchor less the normal one
 * @param anomalous which pixels of what the network sees are anomalous, row-major
 */
record MarkedPatches(List<KeptRows> stages, float[] direction, boolean[] anomalous) {

    private static final float HALF = 0.5f;

    MarkedPatches {
        stages = List.copyOf(stages);
    }

    /**
     * Encodes images.
     *
     * @param anchors by what images show
     * @param layers of the stages
     * @throws XvadDataException if an anomalous image has no mask
     */
    static List<MarkedPatches> of(
            AuxiliaryImages images,
            Map<String, TextAnchors> anchors,
            PatchEncoder encoder,
            List<Integer> layers,
            FitRequest request) {
        int count = images.samples().size();
        List<MarkedPatches> marked = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Cancellation.check();
            Image image = images.image(i);
            ImageTokens tokens = encoder.encode(image);
            List<KeptRows> stages = layers.stream()
                    .map(layer -> KeptRows.of(tokens.patches(StagedDualPath.firstPath(layer)), count * layers.size()))
                    .toList();
            float[] direction = direction(Objects.requireNonNull(anchors.get(images.thing(i))));
            marked.add(new MarkedPatches(stages, direction, anomalous(image, images.label(i), encoder.input())));
            request.progress().progressed("auxiliary images", i + 1, count);
        }
        return marked;
    }

    private static float[] direction(TextAnchors anchors) {
        float[] direction = anchors.anomalous();
        float[] normal = anchors.normal();
        for (int d = 0; d < direction.length; d++) {
            direction[d] -= normal[d];
        }
        return direction;
    }

    private static boolean[] anomalous(Image image, Label label, ImageInput input) {
        boolean[] anomalous = new boolean[input.size() * input.size()];
        if (!label.anomalous()) {
            return anomalous;
        }
        if (label.masks().isEmpty()) {
            throw new XvadDataException(
                    image.id() + ": is anomalous and has no mask, from which the linear layers learn");
        }
        float[] seen = input.seen(image(label.masks().get(0))).toArray();
        for (int i = 0; i < anomalous.length; i++) {
            anomalous[i] = seen[i] > HALF;
        }
        return anomalous;
    }

    private static Image image(Mask mask) {
        boolean[] marked = mask.toArray();
        float[] values = new float[marked.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = marked[i] ? 1 : 0;
        }
        return Image.of("mask", 1, mask.height(), mask.width(), values);
    }
}
