package io.xvad.explainers.clip;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Clip;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToDoubleFunction;

/** A detector of clips that is a formula; its maps are 0. Keeps the clips it saw. */
public record ClipFormula(ToDoubleFunction<Clip> formula, Queue<Clip> seen) implements FittedDetector, HasAttributes {

    ClipFormula(ToDoubleFunction<Clip> formula) {
        this(formula, new ConcurrentLinkedQueue<>());
    }

    /** How much brighter than 0.5 all pixels are together. */
    public static ClipFormula brightness() {
        return new ClipFormula(
                clip -> clip.frames().stream().mapToDouble(ClipFormula::bright).sum());
    }

    static double bright(Image frame) {
        double sum = 0;
        for (float value : frame.toArray()) {
            sum += Math.max(0, value - 0.5);
        }
        return sum;
    }

    @Override
    public Detection detect(Sample sample) {
        Clip clip = (Clip) sample;
        seen.add(clip);
        AnomalyMap map = AnomalyMap.of(clip.height(), clip.width(), new float[clip.height() * clip.width()]);
        return Detection.undecided(
                clip.id(),
                formula.applyAsDouble(clip),
                List.copyOf(Collections.nCopies(clip.frames().size(), map)));
    }

    @Override
    public List<AttributeDeviation> attributes(Sample sample) {
        double score = formula.applyAsDouble((Clip) sample);
        return List.of(
                new AttributeDeviation("score", "", score, 0, 1, score),
                new AttributeDeviation("frames", "", ((Clip) sample).frames().size(), 1, 100, 0));
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.none().with(HasAttributes.class, this);
    }

    @Override
    public Provenance provenance() {
        return new Provenance("clip-formula", Map.of(), 0, 0, "none", "test");
    }

    @Override
    public void save(ModelWriter model) {
        throw new UnsupportedOperationException("lives in tests only");
    }

    @Override
    public void close() {}
}
