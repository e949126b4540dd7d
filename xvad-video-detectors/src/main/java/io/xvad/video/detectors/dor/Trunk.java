package io.xvad.video.detectors.dor;

import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import io.xvad.detectors.backbone.Backbone;
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.detectors.features.BackboneEntry;
import io.xvad.detectors.features.FeatureOptions;
import java.util.ArrayList;
import java.util.List;

/** The frozen trunk: the deepest layer of a backbone. Immutable and thread-safe; close it to free native memory. */
public final class Trunk implements AutoCloseable {

    private final Backbone backbone;
    private final FeatureShape shape;

    private Trunk(BackboneSpec spec, Options options) {
        BackboneSpec.Layer deepest = spec.layers().get(spec.layers().size() - 1);
        backbone = Backbone.open(
                spec, List.of(deepest.name()), options.get(FeatureOptions.ENGINE), options.get(FeatureOptions.THREADS));
        int side = spec.inputSize() / deepest.stride();
        shape = new FeatureShape(deepest.channels(), side, side);
    }

    /** The trunk that the options of {@link Dor} name. */
    public static Trunk open(Options options) {
        return new Trunk(FeatureOptions.backbone(options), options);
    }

    static Trunk read(ModelReader model, Options options) {
        return new Trunk(BackboneEntry.read(model), options);
    }

    /** The shape of the features of a frame. */
    public FeatureShape shape() {
        return shape;
    }

    /** The features of one image of any size: channels, then rows, then columns. */
    public float[] features(Image image) {
        return backbone.features(List.of(image)).get(0).toArray();
    }

    /**
     * The features of frames that are evenly spread over all clips.
     *
     * @param most how many at most
     * @throws IllegalArgumentException if a sample is no clip
     */
    public FrameFeatures features(Samples clips, int most, ProgressListener progress) {
        int all = 0;
        for (int i = 0; i < clips.size(); i++) {
            all += clips.get(i).requireClip().frames().size();
        }
        List<float[]> features = new ArrayList<>();
        int passed = 0;
        for (int i = 0; i < clips.size(); i++) {
            Clip clip = clips.get(i).requireClip();
            for (Image frame : clip.frames()) {
                Cancellation.check();
                if (all <= most || (long) passed * most / all < (passed + 1L) * most / all) {
                    features.add(features(frame));
                }
                passed++;
            }
            progress.progressed("features", i + 1L, clips.size());
        }
        return new FrameFeatures(shape, features);
    }

    void write(ModelWriter model) {
        BackboneEntry.write(model, backbone.spec());
    }

    @Override
    public void close() {
        backbone.close();
    }
}
