package io.xvad.video.language.anomize;

import io.xvad.video.language.embed.JointEmbedder;
import java.util.List;

/**
 * The vectors of the texts, of unit length.
 *
 * @param descriptions one each
 * @param concepts one each
 * @param labels one each, with the context of its group
 */
record Encodings(List<float[]> descriptions, List<float[]> concepts, List<LabelGroups.Encoded> labels) {

    static Encodings of(TextLibrary texts, JointEmbedder embedder) {
        return new Encodings(
                texts.descriptions().stream().map(embedder::text).toList(),
                texts.concepts().stream().map(embedder::text).toList(),
                texts.labels().encoded(embedder));
    }

    /** Values of a vector. */
    int dimension() {
        return descriptions.get(0).length;
    }

    /** Those of the labels of these kinds, in the order of the labels. */
    List<LabelGroups.Encoded> base(List<String> kinds) {
        return labels.stream().filter(label -> kinds.contains(label.text())).toList();
    }

    /** Vectors one after the other. */
    static float[] flat(List<float[]> vectors) {
        int dimension = vectors.get(0).length;
        float[] flat = new float[vectors.size() * dimension];
        for (int i = 0; i < vectors.size(); i++) {
            System.arraycopy(vectors.get(i), 0, flat, i * dimension, dimension);
        }
        return flat;
    }
}
