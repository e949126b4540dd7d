package io.xvad.video.language;

import io.xvad.core.Image;
import io.xvad.core.model.ExternalModel;
import io.xvad.core.option.Options;
import io.xvad.video.language.embed.EmbedderProvider;
import io.xvad.video.language.embed.JointEmbedder;
import io.xvad.video.language.embed.UnitLength;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Serves {@code scenes-embedder}: the words street, fight, fire and explosion are axes. An image shows the one of them that its first sample says, in quarters of 1, and a bit of all others; a text is about the ones it names.
 */
public final class ScenesEmbedder implements EmbedderProvider {

    private static final String PLACE = "scenes-embedder";
    private static final List<String> SCENES = List.of("street", "fight", "fire", "explosion");
    private static final float OTHERS = 0.2f;

    @Override
    public boolean serves(String place) {
        return place.equals(PLACE);
    }

    @Override
    public JointEmbedder open(String place, Optional<String> identity, Options options) {
        return new Axes();
    }

    /** A sample of an image that shows a scene. */
    public static float sample(String scene) {
        return (SCENES.indexOf(scene) + 0.5f) / SCENES.size();
    }

    private static final class Axes implements JointEmbedder {

        @Override
        public float[] text(String text) {
            float[] vector = new float[SCENES.size()];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = text.toLowerCase(Locale.ROOT).contains(SCENES.get(i)) ? 1 : OTHERS;
            }
            return UnitLength.of(vector);
        }

        @Override
        public float[] image(Image image) {
            float[] vector = new float[SCENES.size()];
            int shown = (int) (image.at(0, 0, 0) * SCENES.size());
            for (int i = 0; i < vector.length; i++) {
                vector[i] = i == shown ? 1 : OTHERS * image.at(0, 0, 1 + i);
            }
            return UnitLength.of(vector);
        }

        @Override
        public ExternalModel external() {
            return ExternalModel.named("scenes");
        }

        @Override
        public String identity() {
            return "scenes-1";
        }

        @Override
        public void close() {}
    }
}
