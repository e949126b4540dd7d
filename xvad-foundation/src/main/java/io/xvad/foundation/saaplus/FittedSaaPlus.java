package io.xvad.foundation.saaplus;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.Sample;
import io.xvad.core.XvadModelException;
import io.xvad.core.capability.NamesRegions;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import io.xvad.detectors.features.BackboneEntry;
import io.xvad.foundation.model.ModelSet;
import io.xvad.foundation.segment.GroundedBox;
import io.xvad.foundation.segment.MaskProposer;
import io.xvad.foundation.segment.Prompt;
import io.xvad.foundation.segment.ProposedMask;
import java.util.ArrayList;
import java.util.List;

/** Scores by the masks of what phrases of defects name; the score is the largest value of the map. Thread-safe. */
final class FittedSaaPlus implements FittedDetector, NamesRegions {

    private static final String PROMPTS = "prompts";

    private final ModelSet weights;
    private final SaaNetworks networks;
    private final HybridPrompts prompts;
    private final String promptText;
    private final double boxThreshold;
    private final double textThreshold;
    private final Provenance provenance;

    /** A detector that owns the networks. */
    FittedSaaPlus(
            ModelSet weights,
            SaaNetworks networks,
            HybridPrompts prompts,
            String promptText,
            Options options,
            Provenance provenance) {
        this.weights = weights;
        this.networks = networks;
        this.prompts = prompts;
        this.promptText = promptText;
        this.boxThreshold = options.get(SaaPlus.BOX_THRESHOLD);
        this.textThreshold = options.get(SaaPlus.TEXT_THRESHOLD);
        this.provenance = provenance;
    }

    /** The prompts that a detector was saved with. */
    static String prompts(ModelReader model) {
        List<String> texts = model.strings(PROMPTS);
        if (texts.size() != 1) {
            throw new XvadModelException("entry '" + PROMPTS + "' must hold one text");
        }
        return texts.get(0);
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = sample.requireImage();
        AnomalyMap map = ConfidentMasks.map(regions(image), image.height(), image.width());
        return Detection.undecided(image.id(), map.max(), List.of(map));
    }

    @Override
    public List<NamedRegion> regions(Image image) {
        Tensor input = networks.grounder().input(image);
        List<GroundedBox> objects = objects(input);
        List<GroundedBox> defects = defects(input, largest(objects));
        if (defects.isEmpty()) {
            return List.of();
        }
        MaskProposer.Encoded encoded = networks.proposer().encode(image);
        float[] saliency = networks.saliency().of(image, compared(encoded, objects));
        List<NamedRegion> surest = new ArrayList<>();
        networks.proposer().eachMask(encoded, asked(encoded, defects), (i, proposed) -> {
            if (proposed.mask().any()) {
                surest.add(named(defects.get(i), proposed.mask(), saliency));
                ConfidentMasks.keepSurest(surest, prompts.properties().anomalies());
            }
        });
        return List.copyOf(surest);
    }

    /** Boxes of objects, each smaller than its share of the image if all are equally large. */
    private List<GroundedBox> objects(Tensor input) {
        double most = 1.0 / prompts.properties().objects();
        return grounded(input, prompts.objects()).stream()
                .filter(box -> box.area() > 0 && box.area() < most)
                .toList();
    }

    /** The area of the largest object as a share of the image's; of the image itself if there is none. */
    private static double largest(List<GroundedBox> objects) {
        return objects.stream().mapToDouble(GroundedBox::area).max().orElse(1);
    }

    /** Boxes of defects that are small enough and are not called what the object is called. */
    private List<GroundedBox> defects(Tensor input, double object) {
        double most = object * prompts.properties().area();
        String thing = networks.grounder().spelled(prompts.thing());
        return grounded(input, prompts.defects()).stream()
                .filter(box -> box.area() > 0 && box.area() < most)
                .filter(box -> !box.phrase().contains(thing))
                .toList();
    }

    private List<GroundedBox> grounded(Tensor input, List<String> captions) {
        List<GroundedBox> boxes = new ArrayList<>();
        for (String caption : captions) {
            Cancellation.check();
            boxes.addAll(networks.grounder().ground(input, caption, boxThreshold, textThreshold));
        }
        return boxes;
    }

    /** Masks of the objects that are compared with each other, if they are. */
    private List<Mask> compared(MaskProposer.Encoded image, List<GroundedBox> objects) {
        return prompts.properties().comparesObjects()
                ? masks(image, objects).stream().filter(Mask::any).toList()
                : List.of();
    }

    private List<Mask> masks(MaskProposer.Encoded image, List<GroundedBox> boxes) {
        return networks.proposer().masks(image, asked(image, boxes)).stream()
                .map(ProposedMask::mask)
                .toList();
    }

    private static List<Prompt> asked(MaskProposer.Encoded image, List<GroundedBox> boxes) {
        return boxes.stream()
                .map(box -> Prompt.box(box.corners(image.height(), image.width())))
                .toList();
    }

    private static NamedRegion named(GroundedBox box, Mask mask, float[] saliency) {
        return new NamedRegion(
                box.phrase(),
                box.pixels(mask.height(), mask.width()),
                mask,
                box.score(),
                ConfidentMasks.rescored(box.score(), mask, saliency));
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.none().with(NamesRegions.class, this);
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        weights.write(model);
        BackboneEntry.write(model, networks.saliency().spec());
        model.strings(PROMPTS, List.of(promptText));
    }

    @Override
    public void close() {
        networks.close();
    }
}
