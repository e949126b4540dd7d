package io.xvad.foundation.logsad;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import io.xvad.foundation.detector.Opening;
import io.xvad.foundation.logsad.FittedLogSad.Known;
import io.xvad.foundation.logsad.VisionNetworks.Features;
import io.xvad.foundation.parts.FeatureGrid;
import io.xvad.foundation.parts.Part;
import io.xvad.foundation.parts.RuleSet;
import io.xvad.foundation.tokens.ReferenceMemory;
import io.xvad.foundation.tokens.References;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Learns from normal images: references to compare with, and others, by which scores are standardised and rules are confirmed.
 *
 * @param networks the networks
 * @param finder finds parts
 * @param asked rules of the user, or only kinds of parts
 * @param options of the detector
 */
record LogSadFit(VisionNetworks networks, PartFinder finder, RuleSet asked, Options options) {

    /** What is kept of a normal image while others are looked at. */
    private record Normal(List<FeatureGrid> structure, List<List<float[]>> instances, List<Part> parts) {}

    /**
     * Learns. Features of those that are no references are not kept, since they are large.
     *
     * @param normals at least one
     * @param count how many of them, from the first, are references
     */
    Known known(Samples normals, int count, ProgressListener progress) {
        List<Normal> references = new ArrayList<>();
        Samples first = normals.select(IntStream.range(0, count).toArray());
        References kept = References.of(first, networks.input(), image -> {
            references.add(normal(image));
            progress.progressed("normal images", references.size(), normals.size());
        });
        List<List<Part>> parts =
                new ArrayList<>(references.stream().map(Normal::parts).toList());
        return Opening.of(opening -> {
            Compared compared = compared(opening, references);
            List<double[]> scores = new ArrayList<>();
            for (int i = count; i < normals.size(); i++) {
                Cancellation.check();
                Normal heldOut = normal(normals.get(i).requireImage());
                scores.add(compared.scores(heldOut));
                parts.add(heldOut.parts());
                progress.progressed("normal images", i + 1, normals.size());
            }
            List<double[]> standard = scores.size() > 1 ? scores : leavingOneOut(references);
            return new Known(
                    compared.memories(),
                    compared.instances(),
                    rules(parts),
                    Standardised.of(standard.stream().map(score -> score[0]).toList()),
                    Standardised.of(standard.stream().map(score -> score[1]).toList()),
                    kept);
        });
    }

    private Normal normal(Image image) {
        Features features = networks.features(image);
        List<Part> parts = finder.parts(networks.input().seen(image), features);
        return new Normal(features.structure(), InstanceMatch.instances(parts, features), parts);
    }

    private RuleSet rules(List<List<Part>> parts) {
        return asked.rules().isEmpty() ? asked.learntFrom(parts, options.get(LogSad.MARGIN)) : asked.confirmedBy(parts);
    }

    /** Each reference beside the others, where there are no normal images to spare; nothing of a single one. */
    private List<double[]> leavingOneOut(List<Normal> references) {
        List<double[]> scores = new ArrayList<>();
        for (int i = 0; i < references.size() && references.size() > 1; i++) {
            Cancellation.check();
            List<Normal> others = new ArrayList<>(references);
            Normal leftOut = others.remove(i);
            Compared compared = Opening.of(opening -> compared(opening, others));
            try {
                scores.add(compared.scores(leftOut));
            } finally {
                compared.memories().forEach(ReferenceMemory::close);
            }
        }
        return scores;
    }

    /** What an image is compared with. */
    private record Compared(List<ReferenceMemory> memories, InstanceMatch instances) {

        double[] scores(Normal normal) {
            return new double[] {
                FittedLogSad.largest(Known.structure(memories, normal.structure())), instances.score(normal.instances())
            };
        }
    }

    private Compared compared(Opening opening, List<Normal> references) {
        List<ReferenceMemory> memories = new ArrayList<>();
        for (int l = 0; l < references.get(0).structure().size(); l++) {
            int layer = l;
            List<FeatureGrid> grids = references.stream()
                    .map(normal -> normal.structure().get(layer))
                    .toList();
            ReferenceMemory memory = ReferenceMemory.of(
                    grids.stream().map(FeatureGrid::vectors).toList(),
                    grids.get(0).dimension(),
                    options);
            memories.add(opening.keep(memory, ReferenceMemory::close));
        }
        List<List<List<float[]>>> instances =
                references.stream().map(Normal::instances).toList();
        return new Compared(
                memories, InstanceMatch.of(instances, instances.get(0).size()));
    }
}
