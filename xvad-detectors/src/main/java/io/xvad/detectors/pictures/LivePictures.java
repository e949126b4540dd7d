package io.xvad.detectors.pictures;

import io.xvad.core.option.Options;
import io.xvad.detectors.learn.Trainable;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A trained network in SameDiff, for when no engine runs its frozen form; one run at a time. */
final class LivePictures implements PictureScorer {

    private final Trainable net;
    private final PictureRecipe recipe;
    private final Options options;
    private final PictureMap map;
    private final Optional<PictureScore> score;

    LivePictures(Trainable net, PictureRecipe recipe, Options options) {
        this.net = net;
        this.recipe = recipe;
        this.options = options;
        this.map = recipe.map(net, options);
        this.score = recipe.score(net, options);
    }

    @Override
    public synchronized Found find(float[] picture) {
        Map<String, INDArray> inputs = recipe.inputs(picture, options);
        float[] found = map.of(net, inputs, picture, PictureOptions.size(options));
        return new Found(
                found, score.map(some -> OptionalDouble.of(some.of(inputs))).orElse(OptionalDouble.empty()));
    }

    @Override
    public synchronized float[] reconstruct(float[] picture) {
        return net.run(recipe.inputs(picture, options), PictureRecipe.OUTPUT);
    }

    @Override
    public void close() {}
}
