package io.xvad.detectors.pictures;

import io.xvad.core.option.Options;
import io.xvad.detectors.learn.Trainable;

/** A trained network in SameDiff, for when no engine runs its frozen form; one run at a time. */
final class LivePictures implements PictureScorer {

    private final Trainable net;
    private final PictureRecipe recipe;
    private final Options options;
    private final PictureFinding finding;

    LivePictures(Trainable net, PictureRecipe recipe, Options options) {
        this.net = net;
        this.recipe = recipe;
        this.options = options;
        this.finding = recipe.finding(net, options);
    }

    @Override
    public synchronized PictureFinding.Found find(float[] picture) {
        return finding.of(recipe.inputs(picture, options));
    }

    @Override
    public synchronized float[] reconstruct(float[] picture) {
        return net.run(recipe.inputs(picture, options), PictureRecipe.OUTPUT);
    }

    @Override
    public void close() {}
}
