package io.xvad.foundation.logsad;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
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

    /** A normal image, its features and its parts. */
    private record Normal(Image image, Features features, List<Part> parts) {

        List<List<float[]>> instances() {
            return InstanceMatch.instances(parts, features);
        }
    }

    /**
     * Learns.
     *
     * @param normals at least one
     * @param count how many of them, from the first, are references
     */
    Known known(Samples normals, int count, ProgressListener progress) {
        List<Normal> all = new ArrayList<>();
        for (int i = 0; i < normals.size(); i++) {
            Cancellation.check();
            Image image = normals.get(i).requireImage();
            Features features = networks.features(image);
            all.add(new Normal(image, features, finder.parts(networks.input().seen(image), features)));
            progress.progressed("normal images", i + 1, normals.size());
        }
        List<Normal> references = all.subList(0, count);
        List<double[]> scores =
                all.size() - count > 1 ? scores(references, all.subList(count, all.size())) : leavingOneOut(references);
        List<List<Part>> parts = all.stream().map(Normal::parts).toList();
        RuleSet rules = asked.rules().isEmpty()
                ? asked.learntFrom(parts, options.get(LogSad.MARGIN))
                : asked.confirmedBy(parts);
        return new Known(
                memories(references),
                instances(references),
                rules,
                Standardised.of(scores.stream().map(score -> score[0]).toList()),
                Standardised.of(scores.stream().map(score -> score[1]).toList()),
                References.of(references.stream().map(Normal::image).toList(), networks.input()));
    }

    /** Each reference beside the others, where there are no normal images to spare; nothing of a single one. */
    private List<double[]> leavingOneOut(List<Normal> references) {
        List<double[]> scores = new ArrayList<>();
        for (int i = 0; i < references.size() && references.size() > 1; i++) {
            List<Normal> others = new ArrayList<>(references);
            others.remove(i);
            scores.addAll(scores(others, references.subList(i, i + 1)));
        }
        return scores;
    }

    private List<double[]> scores(List<Normal> references, List<Normal> normals) {
        List<ReferenceMemory> memories = memories(references);
        InstanceMatch instances = instances(references);
        try {
            return normals.stream()
                    .map(normal -> new double[] {
                        FittedLogSad.largest(
                                Known.structure(memories, normal.features().structure())),
                        instances.score(normal.instances())
                    })
                    .toList();
        } finally {
            memories.forEach(ReferenceMemory::close);
        }
    }

    private List<ReferenceMemory> memories(List<Normal> references) {
        return IntStream.range(0, references.get(0).features().structure().size())
                .mapToObj(layer -> {
                    List<FeatureGrid> grids = references.stream()
                            .map(normal -> normal.features().structure().get(layer))
                            .toList();
                    return ReferenceMemory.of(
                            grids.stream().map(FeatureGrid::vectors).toList(),
                            grids.get(0).dimension(),
                            options);
                })
                .toList();
    }

    private static InstanceMatch instances(List<Normal> references) {
        return InstanceMatch.of(
                references.stream().map(Normal::instances).toList(),
                references.get(0).features().clip().size());
    }
}
