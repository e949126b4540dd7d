package io.xvad.video.detectors.snippets;

import io.xvad.core.Image;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Options;
import io.xvad.detectors.backbone.Backbone;
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.detectors.features.BackboneEntry;
import io.xvad.detectors.features.FeatureOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * Features of the packaged backbone, which knows images and no motion, averaged over the whole frame and over each patch, beside
 * {@link MotionStatistics} of the same places. They stand in for those of a network of clips.
 */
final class BackboneFeatures implements SnippetFeatures {

    private final Backbone backbone;
    private final int length;
    private final SnippetForm form;
    private final MotionStatistics motion = new MotionStatistics();

    private BackboneFeatures(BackboneSpec spec, Options options) {
        String deepest = spec.layers().get(spec.layers().size() - 1).name();
        backbone = Backbone.open(
                spec, List.of(deepest), options.get(FeatureOptions.ENGINE), options.get(FeatureOptions.THREADS));
        length = options.get(SnippetOptions.LENGTH);
        int moments = Math.min(options.get(SnippetOptions.MOMENTS), length - 1);
        int channels = backbone.layers().get(0).channels();
        form = new SnippetForm(
                moments, options.get(SnippetOptions.GRID), channels + MotionStatistics.VALUES, MotionStatistics.VALUES);
    }

    static BackboneFeatures open(Options options) {
        return new BackboneFeatures(FeatureOptions.backbone(options, SnippetOptions.INPUT_SIZE), options);
    }

    static BackboneFeatures read(ModelReader model, Options options) {
        return new BackboneFeatures(BackboneEntry.read(model), options);
    }

    @Override
    public SnippetForm form() {
        return form;
    }

    @Override
    public SnippetReader reader() {
        Standstill still = new Standstill();
        return new SnippetReader() {
            @Override
            public float[] next(List<Image> frames) {
                still.see(frames);
                return features(frames, still);
            }

            @Override
            public void pass(List<Image> frames) {
                still.see(frames);
            }
        };
    }

    private float[] features(List<Image> frames, Standstill still) {
        List<Image> seen = new ArrayList<>();
        for (int moment = 0; moment < form.moments(); moment++) {
            seen.add(frames.get(frame(moment)));
        }
        Tensor maps = backbone.features(seen).get(0);
        float[] features = new float[form.size()];
        for (int moment = 0; moment < form.moments(); moment++) {
            appearance(maps, moment, features);
            Image now = frames.get(frame(moment));
            motion.measure(now, frames.get(frame(moment) + 1), still, form, moment, features);
        }
        return features;
    }

    /** Spread over all frames that have one after them. */
    private int frame(int moment) {
        return (2 * moment + 1) * (length - 1) / (2 * form.moments());
    }

    private void appearance(Tensor maps, int moment, float[] features) {
        int channels = maps.size(1);
        int rows = maps.size(2);
        int columns = maps.size(3);
        float[] values = maps.toArray();
        for (int place = 0; place < form.places(); place++) {
            PatchArea area = PatchArea.of(form.grid(), place, rows, columns);
            int to = moment * form.momentValues() + place * form.values();
            for (int channel = 0; channel < channels; channel++) {
                int plane = (moment * channels + channel) * rows * columns;
                features[to + channel] = area.mean(values, plane, columns);
            }
        }
    }

    @Override
    public void write(ModelWriter model) {
        BackboneEntry.write(model, backbone.spec());
    }

    @Override
    public void close() {
        backbone.close();
    }
}
