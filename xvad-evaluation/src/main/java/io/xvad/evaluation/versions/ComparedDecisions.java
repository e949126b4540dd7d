package io.xvad.evaluation.versions;

import io.xvad.metrics.detection.VerdictChanges;
import java.util.List;

/**
 * The decisions of two models on the same images.
 *
 * @param key their name in JSON: {@code all}, {@code normal} or {@code anomalous}
 * @param name of the images, such as {@code normal images}
 * @param changes how many are called anomalous by both, by one, by none, and the exact test of McNemar
 */
public record ComparedDecisions(String key, String name, VerdictChanges changes) {

    static ComparedDecisions of(String key, String name, List<ComparedImage> images) {
        List<ComparedImage> decided =
                images.stream().filter(ComparedImage::decided).toList();
        boolean[] first = new boolean[decided.size()];
        boolean[] second = new boolean[decided.size()];
        for (int i = 0; i < first.length; i++) {
            first[i] = decided.get(i).first().anomalous();
            second[i] = decided.get(i).second().anomalous();
        }
        return new ComparedDecisions(key, name, VerdictChanges.of(first, second, first.length));
    }
}
