package io.xvad.detectors.pictures;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.Attends;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Provenance;
import io.xvad.core.model.ModelWriter;
import io.xvad.data.preprocess.Channels;
import io.xvad.data.preprocess.Resize;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.learn.Trainable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A trained network that gives a map and a score; one run of the network at a time. */
final class FittedPictureNetwork implements FittedDetector, Reconstructs, Attends {

    private final Trainable net;
    private final int size;
    private final PictureMap map;
    private final PictureScore score;
    private final Set<Class<?>> capabilities;
    private final MapPainter painter;
    private final Optional<PictureGradient> gradient;
    private final Function<float[], Map<String, INDArray>> inputs;
    private final Provenance provenance;

    FittedPictureNetwork(
            Trainable net,
            int size,
            PictureMap map,
            PictureScore score,
            Optional<ScoreTerms> terms,
            double sigma,
            Set<Class<?>> capabilities,
            Function<float[], Map<String, INDArray>> inputs,
            Provenance provenance) {
        this.net = net;
        this.size = size;
        this.map = map;
        this.score = score;
        this.capabilities = capabilities;
        this.painter = new MapPainter(size, sigma);
        this.inputs = inputs;
        this.gradient = terms.map(some -> new PictureGradient(net, size, map, some, painter, inputs));
        this.provenance = provenance;
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = PatchExtractor.image(sample);
        float[] picture = TrainingPictures.seen(image, size);
        synchronized (net) {
            Map<String, INDArray> values = inputs.apply(picture);
            AnomalyMap found = painted(values, picture, image);
            return Detection.undecided(image.id(), score.of(values, found), List.of(found));
        }
    }

    @Override
    public AnomalyMap attention(Image image) {
        float[] picture = TrainingPictures.seen(image, size);
        synchronized (net) {
            return painted(inputs.apply(picture), picture, image);
        }
    }

    private AnomalyMap painted(Map<String, INDArray> values, float[] picture, Image image) {
        return painter.paint(map.of(net, values, picture, size), size, image);
    }

    @Override
    public Image reconstruct(Image image) {
        float[] picture = TrainingPictures.seen(image, size);
        float[] output;
        synchronized (net) {
            output = net.run(inputs.apply(picture), PictureRecipe.OUTPUT);
        }
        Image large = Resize.image(Image.of(image.id(), 3, size, size, output), image.height(), image.width());
        return image.channels() == 3 ? large : Channels.grey(large);
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        if (type == Differentiable.class) {
            return gradient.map(type::cast);
        }
        return capabilities.contains(type) ? Optional.of(type.cast(this)) : Optional.empty();
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        synchronized (net) {
            net.write(model);
        }
    }

    @Override
    public void close() {}
}
