package io.xvad.foundation.univad;

import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Options;
import io.xvad.foundation.detector.Opening;
import io.xvad.foundation.parts.PartGraph;
import io.xvad.foundation.tokens.ReferenceMemory;
import io.xvad.foundation.univad.ComponentDescriber.Described;
import io.xvad.foundation.univad.VisionTowers.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The components of normal images, with which those of an image are compared (GECM). Those of one image, and those of all normal images together, first take up what the
 * others are like. Thread-safe; close it to free native memory.
 *
 * @param deep their features by both networks
 * @param geometry their areas, colours and places
 */
record ComponentMatch(PatchMatch deep, ReferenceMemory geometry) implements AutoCloseable {

    private static final String DEEP = "components";
    private static final String GEOMETRY = "components-geometry";

    /** Keeps the components of normal images, at least one. */
    static ComponentMatch of(List<Described> normals, Options options) {
        List<List<Vectors>> clip = clip(normals).stream().map(List::of).toList();
        Vectors geometry = geometry(normals);
        return Opening.of(opening -> new ComponentMatch(
                opening.keep(PatchMatch.of(clip, List.of(dino(normals)), options), PatchMatch::close),
                ReferenceMemory.of(List.of(geometry.values()), geometry.dimension(), options)));
    }

    static ComponentMatch read(ModelReader model, int layers, Options options) {
        return Opening.of(opening -> new ComponentMatch(
                opening.keep(PatchMatch.read(model, DEEP, layers, options), PatchMatch::close),
                ReferenceMemory.read(model, GEOMETRY, options)));
    }

    void write(ModelWriter model) {
        deep.write(model, DEEP);
        geometry.write(model, GEOMETRY);
    }

    /** How far each component of an image is from the most alike normal one: the sum over CLIP, DINOv2 and geometry of one minus the cosine. */
    float[] distances(List<Described> components) {
        float[] byClip = deep.byClip(clip(components));
        float[] byDino = deep.byDino(dino(components));
        float[] byGeometry = geometry.nearest(geometry(components).values()).distances();
        float[] sums = new float[components.size()];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = byClip[i] + byDino[i] + byGeometry[i];
        }
        return sums;
    }

    private static List<Vectors> clip(List<Described> components) {
        return IntStream.range(0, components.get(0).clip().size())
                .mapToObj(layer -> aggregated(
                        components.stream().map(one -> one.clip().get(layer)).toList()))
                .toList();
    }

    private static Vectors dino(List<Described> components) {
        return aggregated(components.stream().map(Described::dino).toList());
    }

    private static Vectors aggregated(List<float[]> rows) {
        Vectors all = joined(rows);
        return new Vectors(PartGraph.aggregated(all.values(), all.dimension()), all.dimension());
    }

    private static Vectors geometry(List<Described> components) {
        return joined(components.stream().map(Described::geometry).toList());
    }

    private static Vectors joined(List<float[]> rows) {
        List<Vectors> parts = new ArrayList<>();
        rows.forEach(row -> parts.add(new Vectors(row, row.length)));
        return Vectors.joined(parts);
    }

    @Override
    public void close() {
        deep.close();
        geometry.close();
    }
}
