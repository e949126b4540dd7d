package io.xvad.detectors.network;

import io.xvad.core.option.Options;
import io.xvad.training.Trainable;

/** A trained network in SameDiff, for when no engine runs its frozen form; one run at a time. */
final class LiveImages implements ImageScorer {

    private final Trainable net;
    private final ImageRecipe recipe;
    private final Options options;
    private final ImageFinding finding;

    LiveImages(Trainable net, ImageRecipe recipe, Options options) {
        this.net = net;
        this.recipe = recipe;
        this.options = options;
        this.finding = recipe.finding(net, options);
    }

    @Override
    public synchronized ImageFinding.Found find(float[] picture) {
        return finding.of(recipe.inputs(picture, options));
    }

    @Override
    public synchronized float[] reconstruct(float[] picture) {
        return net.run(recipe.inputs(picture, options), ImageRecipe.OUTPUT);
    }

    @Override
    public void close() {}
}
