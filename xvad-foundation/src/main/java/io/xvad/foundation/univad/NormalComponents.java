package io.xvad.foundation.univad;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import io.xvad.foundation.detector.Opening;
import io.xvad.foundation.parts.KMeans;
import io.xvad.foundation.univad.ComponentDescriber.Described;
import io.xvad.foundation.univad.VisionTowers.Features;
import io.xvad.foundation.univad.VisionTowers.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What is kept of the components of normal images. Thread-safe; close it to free native memory.
 *
 * @param gate the kind of thing they show
 * @param clusters which masks are the same component; there only where there are several
 * @param patches for each component its patches; component 0 is what belongs to none, or the only object
 * @param match the components themselves; there only where there are several
 */
record NormalComponents(
        Gate gate,
        Optional<ComponentClusters> clusters,
        Map<Integer, PatchMatch> patches,
        Optional<ComponentMatch> match)
        implements AutoCloseable {

    private static final String GATE = "gate";
    private static final String CENTRES = "component-clusters";
    private static final String PARTS = "component-numbers";
    private static final int WIDE = 10;

    NormalComponents {
        patches = new TreeMap<>(patches);
    }

    /**
     * A normal image.
     *
     * @param square as large as maps, in colour
     * @param masks of its components, of that size
     * @param features by both networks
     */
    record Normal(Image square, List<Mask> masks, Features features) {}

    /** A surface, of which no components are kept. */
    static NormalComponents ofSurface() {
        return new NormalComponents(Gate.TEXTURE, Optional.empty(), Map.of(), Optional.empty());
    }

    /** One object: its patches in all images, with a margin. Images without a mask are left out. */
    static NormalComponents ofObject(List<Normal> normals, Options options) {
        List<Part> parts = normals.stream()
                .filter(normal -> !normal.masks().isEmpty())
                .map(normal ->
                        new Part(0, normal.features(), normal.masks().get(0).grown(WIDE)))
                .toList();
        return new NormalComponents(Gate.SINGLE, Optional.empty(), matches(parts, options), Optional.empty());
    }

    /** Several components, told apart by clusters. */
    static NormalComponents ofSeveral(
            List<Normal> normals, ComponentClusters clusters, ComponentDescriber describer, Options options) {
        List<Part> parts = new ArrayList<>();
        List<Described> described = new ArrayList<>();
        for (Normal normal : normals) {
            Cancellation.check();
            if (normal.masks().isEmpty()) {
                continue;
            }
            List<Mask> components =
                    clusters.components(normal.masks(), normal.features().dino());
            for (int i = 0; i < components.size(); i++) {
                if (components.get(i).any()) {
                    parts.add(new Part(i, normal.features(), components.get(i).grown(WIDE)));
                }
            }
            components.stream()
                    .skip(1)
                    .filter(Mask::any)
                    .map(mask -> describer.of(normal.square(), mask.grown(Components.NARROW)))
                    .forEach(described::add);
        }
        return Opening.of(opening -> {
            Map<Integer, PatchMatch> matches = matches(parts, options);
            matches.values().forEach(match -> opening.keep(match, PatchMatch::close));
            Optional<ComponentMatch> match =
                    described.isEmpty() ? Optional.empty() : Optional.of(ComponentMatch.of(described, options));
            return new NormalComponents(Gate.MULTI, Optional.of(clusters), matches, match);
        });
    }

    /** A component of a normal image. */
    private record Part(int number, Features features, Mask mask) {

        Vectors clip(int layer) {
            return in(features.clip().get(layer));
        }

        Vectors dino() {
            return in(features.dino());
        }

        private Vectors in(Vectors patches) {
            return patches.at(GridMask.touched(mask, patches.side()));
        }

        boolean isSeen() {
            return clip(0).count() > 0 && dino().count() > 0;
        }
    }

    private static Map<Integer, PatchMatch> matches(List<Part> parts, Options options) {
        return Opening.of(opening -> matches(opening, parts, options));
    }

    private static Map<Integer, PatchMatch> matches(Opening opening, List<Part> parts, Options options) {
        Map<Integer, PatchMatch> matches = new TreeMap<>();
        for (int number : parts.stream().mapToInt(Part::number).distinct().toArray()) {
            List<Part> same = parts.stream()
                    .filter(part -> part.number() == number && part.isSeen())
                    .toList();
            if (!same.isEmpty()) {
                List<List<Vectors>> clip = IntStream.range(
                                0, same.get(0).features().clip().size())
                        .mapToObj(layer ->
                                same.stream().map(part -> part.clip(layer)).toList())
                        .toList();
                List<Vectors> dino = same.stream().map(Part::dino).toList();
                matches.put(number, opening.keep(PatchMatch.of(clip, dino, options), PatchMatch::close));
            }
        }
        return matches;
    }

    static NormalComponents read(ModelReader model, int layers, Options options) {
        return Opening.of(opening -> {
            Gate gate = gate(model.strings(GATE));
            Map<Integer, PatchMatch> patches = new TreeMap<>();
            for (int number : model.ints(PARTS)) {
                PatchMatch match = PatchMatch.read(model, "component-" + number, layers, options);
                patches.put(number, opening.keep(match, PatchMatch::close));
            }
            Optional<ComponentClusters> clusters =
                    model.has(CENTRES) ? Optional.of(clusters(model.tensor(CENTRES))) : Optional.empty();
            Optional<ComponentMatch> match = model.has("components-dino")
                    ? Optional.of(ComponentMatch.read(model, layers, options))
                    : Optional.empty();
            return new NormalComponents(gate, clusters, patches, match);
        });
    }

    private static ComponentClusters clusters(Tensor centres) {
        return new ComponentClusters(new KMeans(centres.toArray(), centres.size(1)));
    }

    private static Gate gate(List<String> entry) {
        return Arrays.stream(Gate.values())
                .filter(gate -> entry.equals(List.of(gate.name())))
                .findFirst()
                .orElseThrow(() ->
                        new XvadModelException("entry '" + GATE + "' must hold the name of a gate, got " + entry));
    }

    void write(ModelWriter model) {
        model.strings(GATE, List.of(gate.name()));
        model.ints(PARTS, patches.keySet().stream().mapToInt(number -> number).toArray());
        patches.forEach((number, kept) -> kept.write(model, "component-" + number));
        clusters.ifPresent(kept -> {
            KMeans centres = kept.centres();
            model.tensor(CENTRES, Tensor.of(centres.centres(), centres.count(), centres.dimension()));
        });
        match.ifPresent(kept -> kept.write(model));
    }

    @Override
    public void close() {
        patches.values().forEach(PatchMatch::close);
        match.ifPresent(ComponentMatch::close);
    }
}
