package io.xvad.detectors.draem;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.learn.Optimiser;
import io.xvad.detectors.learn.Sspcab;
import io.xvad.detectors.learn.Trainable;
import io.xvad.detectors.pictures.PictureExport;
import io.xvad.detectors.pictures.PictureFinding;
import io.xvad.detectors.pictures.PictureOptions;
import io.xvad.detectors.pictures.PictureRecipe;
import io.xvad.detectors.pictures.ScoreTerms;
import io.xvad.detectors.pictures.TrainingPictures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What is DRAEM's own. */
final class DraemRecipe implements PictureRecipe {

    @Override
    public Trainable graph(Options options, long seed) {
        return DraemGraph.build(
                PictureOptions.size(options), options.get(Draem.WIDTH), options.get(Sspcab.WEIGHT), seed);
    }

    @Override
    public Optimiser optimiser(Trainable net, Options options) {
        return DraemOptimiser.of(net, options);
    }

    @Override
    public OptionSpec<Integer> epochs() {
        return Draem.EPOCHS;
    }

    /** Every other picture with a texture mixed in, so that a batch of one has it. */
    @Override
    public Map<String, INDArray> inputs(List<float[]> pictures, Options options, UniformRandomProvider random) {
        int size = PictureOptions.size(options);
        Textures textures = Textures.of(size);
        List<float[]> seen = new ArrayList<>();
        float[] masks = new float[pictures.size() * size * size];
        for (int i = 0; i < pictures.size(); i++) {
            boolean defected = i % 2 == 0;
            seen.add(defected ? textures.mixedInto(pictures.get(i), masks, i * size * size, random) : pictures.get(i));
        }
        return Map.of(
                INPUT,
                TrainingPictures.batch(seen, size),
                DraemGraph.NORMAL,
                TrainingPictures.batch(pictures, size),
                DraemGraph.MASK,
                Nd4j.create(masks, new long[] {pictures.size(), size, size}, 'c'));
    }

    @Override
    public Optional<ScoreTerms> terms(Options options) {
        return Optional.of(ScoreTerms.maximum(DraemGraph.PROBABILITY));
    }

    @Override
    public PictureFinding finding(Trainable net, Options options) {
        return PictureFinding.output(net, DraemGraph.PROBABILITY);
    }

    @Override
    public PictureExport.Outputs outputs(PictureExport export, Options options) {
        return new PictureExport.Outputs(export.value(DraemGraph.PROBABILITY), Optional.empty());
    }
}
