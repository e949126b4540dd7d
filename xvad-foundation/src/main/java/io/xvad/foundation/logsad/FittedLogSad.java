package io.xvad.foundation.logsad;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.ChecksRules;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.engine.Tensor;
import io.xvad.core.explain.RuleTrace;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.foundation.logsad.VisionNetworks.Features;
import io.xvad.foundation.model.ModelSet;
import io.xvad.foundation.parts.FeatureGrid;
import io.xvad.foundation.parts.KMeans;
import io.xvad.foundation.parts.Part;
import io.xvad.foundation.parts.RuleSet;
import io.xvad.foundation.tokens.ReferenceMemory;
import io.xvad.foundation.tokens.References;
import java.util.List;

/** Scores an image by its patches, its instances and the rules that its parts keep. Thread-safe. */
final class FittedLogSad implements FittedDetector, ChecksRules {

    private final ModelSet weights;
    private final VisionNetworks networks;
    private final PartFinder finder;
    private final Known known;
    private final Provenance provenance;

    /**
     * What was learned.
     *
     * @param structure for each layer the features of all places of normal images
     * @param instances parts of normal images
     * @param rules that normal images keep
     * @param structural how the score of patches is standardised
     * @param matching how the score of instances is standardised
     * @param references the normal images
     */
    record Known(
            List<ReferenceMemory> structure,
            InstanceMatch instances,
            RuleSet rules,
            Standardised structural,
            Standardised matching,
            References references)
            implements AutoCloseable {

        Known {
            structure = List.copyOf(structure);
        }

        @Override
        public void close() {
            structure.forEach(ReferenceMemory::close);
        }

        /** The mean over layers of one minus the cosine with the most alike place of normal images. */
        static float[] structure(List<ReferenceMemory> memories, List<FeatureGrid> layers) {
            float[] mean = new float[layers.get(0).places()];
            for (int layer = 0; layer < layers.size(); layer++) {
                float[] distances =
                        memories.get(layer).nearest(layers.get(layer).vectors()).distances();
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += distances[i] / layers.size();
                }
            }
            return mean;
        }
    }

    /** A detector that owns the networks and the memories. */
    FittedLogSad(ModelSet weights, VisionNetworks networks, PartFinder finder, Known known, Provenance provenance) {
        this.weights = weights;
        this.networks = networks;
        this.finder = finder;
        this.known = known;
        this.provenance = provenance;
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = sample.requireImage();
        Features features = networks.features(image);
        List<Part> parts = finder.parts(networks.input().seen(image), features);
        float[] structure = Known.structure(known.structure(), features.structure());
        AnomalyMap map = networks.input().restored(structure, image);
        return Detection.undecided(image.id(), score(structure, parts, features), List.of(map));
    }

    private double score(float[] structure, List<Part> parts, Features features) {
        if (known.rules().check(parts).stream().anyMatch(RuleTrace::violated)) {
            return 1;
        }
        double highest = known.structural().apply(largest(structure));
        if (known.instances().hasAny()) {
            double matching = known.instances().score(InstanceMatch.instances(parts, features));
            highest = Math.max(highest, known.matching().apply(matching));
        }
        return 1 / (1 + Math.exp(-highest));
    }

    static double largest(float[] values) {
        double largest = values[0];
        for (float value : values) {
            largest = Math.max(largest, value);
        }
        return largest;
    }

    @Override
    public List<RuleTrace> rules(Sample sample) {
        Image image = sample.requireImage();
        return known.rules().check(finder.parts(networks.input().seen(image), networks.features(image)));
    }

    /** What was learned. */
    Known known() {
        return known;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.none().with(ChecksRules.class, this).with(RemembersImages.class, known.references());
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        weights.write(model);
        KMeans clusters = finder.clusters();
        model.tensor(LogSad.CENTRES, Tensor.of(clusters.centres(), clusters.count(), clusters.dimension()));
        finder.queries().write(model);
        for (int layer = 0; layer < known.structure().size(); layer++) {
            known.structure().get(layer).write(model, LogSad.STRUCTURE_MEMORY + layer);
        }
        known.instances().write(model);
        model.strings(LogSad.RULES.name(), List.of(known.rules().toJson()));
        model.doubles(LogSad.SCALES, new double[] {
            known.structural().mean(),
            known.structural().deviation(),
            known.matching().mean(),
            known.matching().deviation()
        });
        known.references().write(model);
    }

    @Override
    public void close() {
        networks.close();
        finder.masks().close();
        known.close();
    }
}
