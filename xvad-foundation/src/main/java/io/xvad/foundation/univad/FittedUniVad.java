package io.xvad.foundation.univad;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.Sample;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.data.preprocess.Resize;
import io.xvad.foundation.model.ImageInput;
import io.xvad.foundation.model.ModelSet;
import io.xvad.foundation.text.TextAnchors;
import io.xvad.foundation.tokens.ReferenceMemory;
import io.xvad.foundation.tokens.References;
import io.xvad.foundation.tokens.UnitVectors;
import io.xvad.foundation.univad.VisionTowers.Features;
import io.xvad.foundation.univad.VisionTowers.Vectors;
import java.util.List;

/** Scores an image by patches, components and sentences. Thread-safe. */
final class FittedUniVad implements FittedDetector {

    private static final double SCALE = 100;

    private final ModelSet weights;
    private final VisionTowers towers;
    private final ComponentMasks masks;
    private final Known known;
    private final Components components;
    private final Provenance provenance;

    /**
     * What was learned.
     *
     * @param anchors sentences for normal and anomalous
     * @param images vectors of whole normal images
     * @param patches patches of normal images
     * @param normal their components
     * @param references the normal images
     */
    record Known(
            TextAnchors anchors,
            ReferenceMemory images,
            PatchMatch patches,
            NormalComponents normal,
            References references) {}

    /** A detector that owns the networks and the memories. */
    FittedUniVad(ModelSet weights, VisionTowers towers, ComponentMasks masks, Known known, Provenance provenance) {
        this.weights = weights;
        this.towers = towers;
        this.masks = masks;
        this.known = known;
        this.components = new Components(
                known.normal(), new ComponentDescriber(towers), towers.input().size());
        this.provenance = provenance;
    }

    /** What was learned. */
    Known known() {
        return known;
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = sample.requireImage();
        Features features = towers.features(image);
        float[] map = map(image, features);
        double score = AnomalyMap.of(size(), size(), map).max();
        if (known.normal().gate() != Gate.TEXTURE) {
            score += known.images().nearest(features.image().values()).distances()[0];
        }
        return Detection.undecided(image.id(), score, List.of(towers.input().restored(map, image)));
    }

    /** The map at the size that CLIP sees. */
    private float[] map(Image image, Features features) {
        float[] byClip = enlarged(known.patches().byClip(features));
        float[] byDino = enlarged(known.patches().byDino(features.dino()));
        float[] bySentences = bySentences(features.second());
        Gate gate = known.normal().gate();
        float[] map = new float[size() * size()];
        if (gate == Gate.TEXTURE) {
            for (int i = 0; i < map.length; i++) {
                map[i] = (byClip[i] + byDino[i] + bySentences[i]) / 3;
            }
            return map;
        }
        List<Mask> found = masks.of(image).stream()
                .map(mask -> GridMask.resized(mask, size(), size()))
                .toList();
        float[] byPart = components.patches(features, found);
        float[] byGraph = gate == Gate.MULTI
                ? components.graph(towers.input().seen(image), features, found)
                : new float[map.length];
        for (int i = 0; i < map.length; i++) {
            map[i] = ((byClip[i] + byDino[i]) / 2 + byPart[i] + bySentences[i]) / 3 + byGraph[i] / 2;
        }
        return map;
    }

    private float[] enlarged(float[] grid) {
        int side = (int) Math.round(Math.sqrt(grid.length));
        return Resize.cornerAligned(grid, side, side, size(), size());
    }

    /** The probability of the anomalous sentences, of logits that were enlarged. */
    private float[] bySentences(Vectors patches) {
        float[] unit = UnitVectors.of(patches.values(), patches.dimension());
        float[] difference = new float[patches.count()];
        for (int i = 0; i < difference.length; i++) {
            int from = i * patches.dimension();
            double anomalous = UnitVectors.dot(unit, from, known.anchors().anomalous(), 0, patches.dimension());
            double normal = UnitVectors.dot(unit, from, known.anchors().normal(), 0, patches.dimension());
            difference[i] = (float) (SCALE * (anomalous - normal));
        }
        float[] map = enlarged(difference);
        for (int i = 0; i < map.length; i++) {
            map[i] = (float) (1 / (1 + Math.exp(-map[i])));
        }
        return map;
    }

    private int size() {
        ImageInput input = towers.input();
        return input.size();
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.none().with(RemembersImages.class, known.references());
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        weights.write(model);
        known.anchors().write(model);
        known.images().write(model, UniVad.IMAGES);
        known.patches().write(model, UniVad.PATCHES);
        known.normal().write(model);
        known.references().write(model);
    }

    @Override
    public void close() {
        towers.close();
        masks.close();
        known.images().close();
        known.patches().close();
        known.normal().close();
    }
}
