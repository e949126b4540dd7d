package io.xvad.foundation.anomalydino;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.NormalPatch;
import io.xvad.core.Sample;
import io.xvad.core.capability.Forgets;
import io.xvad.core.capability.LearnsMore;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.capability.RemembersNormals;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.LearnedSamples;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.data.preprocess.GaussianBlur;
import io.xvad.data.preprocess.Resize;
import io.xvad.foundation.detector.FoundationDetector;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.tokens.LargestShare;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Scores an image by how far its patches are from those of the references. Thread-safe. */
final class FittedAnomalyDino implements FittedDetector, RemembersNormals {

    private static final GaussianBlur BLUR = new GaussianBlur(4);

    private final FoundationModel weights;
    private final PatchNetwork network;
    private final PatchMemory memory;
    private final Optional<Foreground> foreground;
    private final Optional<ReferenceUpdates> updates;
    private final Provenance provenance;

    /**
     * A detector that owns the network and the memory.
     *
     * @param updates empty for models of versions that did not keep what they learned from
     */
    FittedAnomalyDino(
            FoundationModel weights,
            PatchNetwork network,
            PatchMemory memory,
            Optional<Foreground> foreground,
            Optional<ReferenceUpdates> updates,
            Provenance provenance) {
        this.weights = weights;
        this.network = network;
        this.memory = memory;
        this.foreground = foreground;
        this.updates = updates;
        this.provenance = provenance;
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = sample.requireImage();
        PatchNetwork.Patches patches = network.patches(network.seen(image));
        float[] distances = distances(patches);
        float[] large =
                Resize.plane(distances, patches.height(), patches.width(), image.height(), image.width(), false);
        AnomalyMap map =
                AnomalyMap.owning(image.height(), image.width(), BLUR.apply(large, image.height(), image.width()));
        return Detection.undecided(image.id(), LargestShare.mean(distances), List.of(map));
    }

    /** Patches of the background are at no distance. */
    private float[] distances(PatchNetwork.Patches patches) {
        float[] distances = memory.distances(patches.rows());
        foreground.ifPresent(object -> {
            Mask seen = object.of(patches);
            for (int i = 0; i < distances.length; i++) {
                distances[i] = seen.at(i / patches.width(), i % patches.width()) ? distances[i] : 0;
            }
        });
        return distances;
    }

    @Override
    public List<NormalPatch> nearest(Image image, int y, int x, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1, got " + count);
        }
        PatchNetwork.Patches patches = network.patches(network.seen(image));
        int position = y * patches.height() / image.height() * patches.width() + x * patches.width() / image.width();
        int dimension = patches.dimension();
        return memory.nearest(
                Arrays.copyOfRange(patches.rows(), position * dimension, (position + 1) * dimension), count);
    }

    @Override
    public Image queryCrop(Image image, int y, int x) {
        Image seen = network.seen(image);
        int patch = network.patch();
        int row = y * (seen.height() / patch) / image.height();
        int column = x * (seen.width() / patch) / image.width();
        return seen.crop(new Box(column * patch, row * patch, patch, patch));
    }

    @Override
    public Capabilities capabilities() {
        Capabilities always =
                Capabilities.none().with(RemembersNormals.class, this).with(RemembersImages.class, memory);
        return updates.map(some -> always.with(LearnedSamples.class, some.learned())
                        .with(LearnsMore.class, some)
                        .with(Forgets.class, some))
                .orElse(always);
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        FoundationDetector.saveWeights(model, weights);
        memory.write(model);
        updates.ifPresent(some -> some.learned().write(model));
    }

    @Override
    public void close() {
        network.close();
        memory.close();
    }
}
