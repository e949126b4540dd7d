package io.xvad.video.detectors.objects;

import io.xvad.core.Image;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelWriter;
import io.xvad.detectors.backbone.Backbone;
import io.xvad.detectors.features.BackboneEntry;
import java.util.ArrayList;
import java.util.List;

/** Describes what objects look like: features of the backbone, averaged over the crop of an object, as a vector of length 1. Thread-safe. */
public final class AppearanceFeatures implements AutoCloseable {

    /** The layer of the backbone. */
    public static final String LAYER = "stride16";

    private final Backbone backbone;

    /** By a backbone that gives {@link #LAYER}, which is closed with it. */
    public AppearanceFeatures(Backbone backbone) {
        this.backbone = backbone;
    }

    /** Writes which backbone it is. */
    public void write(ModelWriter model) {
        BackboneEntry.write(model, backbone.spec());
    }

    /** A vector for each crop. */
    public List<float[]> of(List<Image> crops) {
        if (crops.isEmpty()) {
            return List.of();
        }
        Tensor features = backbone.features(crops).get(0);
        int channels = features.size(1);
        int cells = features.size(2) * features.size(3);
        float[] values = features.toArray();
        List<float[]> all = new ArrayList<>();
        for (int image = 0; image < crops.size(); image++) {
            all.add(pooled(values, image * channels * cells, channels, cells));
        }
        return all;
    }

    private static float[] pooled(float[] values, int from, int channels, int cells) {
        float[] pooled = new float[channels];
        double squares = 0;
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < cells; i++) {
                pooled[c] += values[from + c * cells + i];
            }
            squares += (double) pooled[c] * pooled[c];
        }
        float length = (float) Math.max(1e-12, Math.sqrt(squares));
        for (int c = 0; c < channels; c++) {
            pooled[c] /= length;
        }
        return pooled;
    }

    @Override
    public void close() {
        backbone.close();
    }
}
