package io.xvad.video.language.embed;

import io.xvad.core.Image;
import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ExternalModel;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.text.TextEncoder;
import java.util.List;
import java.util.Map;

/** CLIP as an embedder: sentences and images in one space. Clips are the mean of their frames. Thread-safe. */
final class ClipEmbedder implements JointEmbedder {

    private static final String GRAPH = "vision";
    private static final String INPUT = "pixel_values";
    private static final String OUTPUT = "image_embeds";

    private final FoundationModel weights;
    private final TextEncoder texts;
    private final Network images;

    private ClipEmbedder(FoundationModel weights, TextEncoder texts, Network images) {
        this.weights = weights;
        this.texts = texts;
        this.images = images;
    }

    static ClipEmbedder of(FoundationModel weights) {
        TextEncoder texts = TextEncoder.of(weights);
        try {
            return new ClipEmbedder(weights, texts, weights.open(GRAPH));
        } catch (RuntimeException e) {
            texts.close();
            throw e;
        }
    }

    /** Also of a text that is longer than the network reads: its beginning counts. */
    @Override
    public float[] text(String text) {
        synchronized (texts) {
            return UnitLength.of(texts.encodeUnkept(text));
        }
    }

    @Override
    public float[] image(Image image) {
        Tensor found = images.run(Map.of(INPUT, weights.image().tensor(List.of(image))))
                .get(OUTPUT);
        if (found == null) {
            throw new XvadModelException(weights.folder() + ": the graph '" + GRAPH + "' must give '" + OUTPUT + "'");
        }
        return UnitLength.of(found.toArray());
    }

    @Override
    public ExternalModel external() {
        return weights.external();
    }

    @Override
    public String identity() {
        return weights.sha256();
    }

    @Override
    public void close() {
        texts.close();
        images.close();
    }
}
