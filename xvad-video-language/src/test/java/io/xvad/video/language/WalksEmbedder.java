package io.xvad.video.language;

import io.xvad.core.Image;
import io.xvad.core.model.ExternalModel;
import io.xvad.core.option.Options;
import io.xvad.video.language.embed.EmbedderProvider;
import io.xvad.video.language.embed.JointEmbedder;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves {@code walks-embedder}: bicycles lie on one axis, everything else on the other. */
public final class WalksEmbedder implements EmbedderProvider {

    private static final String PLACE = "walks-embedder";
    private static final AtomicInteger OPEN = new AtomicInteger();

    /** Embedders that were opened and not closed. */
    public static int open() {
        return OPEN.get();
    }

    @Override
    public boolean serves(String place) {
        return place.equals(PLACE);
    }

    @Override
    public JointEmbedder open(String place, Optional<String> identity, Options options) {
        OPEN.incrementAndGet();
        return new Axes();
    }

    private static final class Axes implements JointEmbedder {

        private static float[] axis(boolean bicycle) {
            return bicycle ? new float[] {0, 1} : new float[] {1, 0};
        }

        @Override
        public float[] text(String text) {
            return axis(text.contains("bicycle"));
        }

        @Override
        public float[] image(Image image) {
            return axis(WalksProvider.bright(image));
        }

        @Override
        public ExternalModel external() {
            return ExternalModel.named("axes");
        }

        @Override
        public String identity() {
            return "axes-1";
        }

        @Override
        public void close() {
            OPEN.decrementAndGet();
        }
    }
}
