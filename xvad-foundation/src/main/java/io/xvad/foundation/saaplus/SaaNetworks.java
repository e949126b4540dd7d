package io.xvad.foundation.saaplus;

import io.xvad.core.option.Options;
import io.xvad.detectors.backbone.Backbone;
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.foundation.model.ModelSet;
import io.xvad.foundation.segment.MaskProposer;
import io.xvad.foundation.segment.PhraseGrounder;

/** The three networks of SAA+. Thread-safe; close it to free native memory. */
record SaaNetworks(PhraseGrounder grounder, MaskProposer proposer, ImageSaliency saliency) implements AutoCloseable {

    /** Opens them all, or none. */
    static SaaNetworks open(ModelSet weights, BackboneSpec backbone, Options options) {
        ImageSaliency saliency = saliency(backbone, options);
        try {
            PhraseGrounder grounder = PhraseGrounder.of(weights.get(SaaPlus.GROUNDING));
            try {
                return new SaaNetworks(grounder, MaskProposer.of(weights.get(SaaPlus.SAM)), saliency);
            } catch (RuntimeException e) {
                grounder.close();
                throw e;
            }
        } catch (RuntimeException e) {
            saliency.close();
            throw e;
        }
    }

    private static ImageSaliency saliency(BackboneSpec backbone, Options options) {
        Backbone opened = Backbone.open(
                backbone,
                options.get(SaaPlus.LAYERS),
                options.get(FeatureOptions.ENGINE),
                options.get(FeatureOptions.THREADS));
        return new ImageSaliency(opened, options.get(SaaPlus.SALIENCY_NEIGHBOURS), options);
    }

    @Override
    public void close() {
        grounder.close();
        proposer.close();
        saliency.close();
    }
}
