package io.xvad.detectors.draem;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ImageFinding;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.network.ImageRecipe;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.detectors.network.ScoreTerms;
import io.xvad.detectors.textures.Textures;
import io.xvad.training.Optimiser;
import io.xvad.training.Sspcab;
import io.xvad.training.Trainable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What is DRAEM's own. */
final class DraemRecipe implements ImageRecipe {

    @Override
    public Trainable graph(Options options, long seed) {
        return DraemGraph.build(ImageOptions.size(options), options.get(Draem.WIDTH), options.get(Sspcab.WEIGHT), seed);
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
        int size = ImageOptions.size(options);
        Textures textures = Textures.of(size);
        List<float[]> seen = new ArrayList<>();
        float[] masks = new float[pictures.size() * size * size];
        for (int i = 0; i < pictures.size(); i++) {
            boolean defected = i % 2 == 0;
            seen.add(defected ? textures.mixedInto(pictures.get(i), masks, i * size * size, random) : pictures.get(i));
        }
        return Map.of(
                INPUT,
                NetworkImages.batch(seen, size),
                DraemGraph.NORMAL,
                NetworkImages.batch(pictures, size),
                DraemGraph.MASK,
                Nd4j.create(masks, new long[] {pictures.size(), size, size}, 'c'));
    }

    @Override
    public Optional<ScoreTerms> terms(Options options) {
        return Optional.of(ScoreTerms.maximum(DraemGraph.PROBABILITY));
    }

    @Override
    public ImageFinding finding(Trainable net, Options options) {
        return ImageFinding.output(net, DraemGraph.PROBABILITY);
    }

    @Override
    public ImageExport.Outputs outputs(ImageExport export, Options options) {
        return new ImageExport.Outputs(export.value(DraemGraph.PROBABILITY), Optional.empty());
    }
}
