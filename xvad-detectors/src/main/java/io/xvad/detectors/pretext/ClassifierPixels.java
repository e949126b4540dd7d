package io.xvad.detectors.pretext;

import io.xvad.data.preprocess.Normalize;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The normalisation a classifier expects: of each pixel in [0, 1] the mean is taken away, and the rest divided by the deviation, channel by channel. */
enum ClassifierPixels {
    /** Less ImageNet's mean, over its deviation, as torchvision's networks. */
    IMAGENET(List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f)),
    /** As they are. */
    UNIT(List.of(0f, 0f, 0f), List.of(1f, 1f, 1f)),
    /** In [-1, 1]. */
    SYMMETRIC(List.of(0.5f, 0.5f, 0.5f), List.of(0.5f, 0.5f, 0.5f)),
    /** From 0 to 255. */
    BYTES(List.of(0f, 0f, 0f), List.of(1 / 255f, 1 / 255f, 1 / 255f));

    private final Normalize normalize;

    ClassifierPixels(List<Float> mean, List<Float> std) {
        this.normalize = new Normalize(mean, std);
    }

    static List<String> names() {
        return Arrays.stream(values()).map(ClassifierPixels::word).toList();
    }

    static ClassifierPixels named(String name) {
        return Arrays.stream(values())
                .filter(pixels -> pixels.word().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The values that the classifier is given for an image, shape (3, size, size), values in [0, 1]. */
    float[] seen(float[] image) {
        float[] seen = image.clone();
        for (int i = 0; i < seen.length; i++) {
            int channel = i * 3 / seen.length;
            seen[i] =
                    (seen[i] - normalize.mean().get(channel)) / normalize.std().get(channel);
        }
        return seen;
    }

    Normalize normalize() {
        return normalize;
    }
}
