package io.xvad.video.detectors.attributes;

import io.xvad.core.NormalPatch;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.stream.Finding;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.video.motion.Background;
import io.xvad.video.motion.FindingAttributes;
import io.xvad.video.motion.Motion;
import io.xvad.video.motion.MotionScorer;
import io.xvad.video.motion.MotionSource;
import io.xvad.video.motion.Tracker;
import io.xvad.video.stream.FindingMap;
import io.xvad.video.stream.VideoModel;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Normal things and their attributes; a frame is as anomalous as the most anomalous thing in it, 0 if there is none. */
final class AttributeModel implements VideoModel {

    private static final double SMALLEST_SURPRISE = 1e-9;

    private final Background background;
    private final Observer observer;
    private final Densities densities;
    private final Surprises surprises;
    private final Description description;

    AttributeModel(Background background, Observer observer, Densities densities, Surprises surprises) {
        this.background = background;
        this.observer = observer;
        this.densities = densities;
        this.surprises = surprises;
        this.description = new Description(densities, surprises);
    }

    @Override
    public FrameScorer scorer(double framesPerSecond) {
        Tracker tracker = new Tracker(framesPerSecond);
        return new MotionScorer(
                new MotionSource(background, framesPerSecond), motion -> Optional.of(scored(motion, tracker)));
    }

    private ScoredFrame scored(Motion motion, Tracker tracker) {
        List<Finding> findings = observer.observe(motion, tracker).stream()
                .map(this::finding)
                .sorted(Comparator.comparingDouble(Finding::score).reversed())
                .toList();
        double score = findings.isEmpty() ? 0 : findings.get(0).score();
        return new ScoredFrame(
                motion.frame(), score, FindingMap.of(findings, motion.frame().image()), findings);
    }

    private Finding finding(Observation seen) {
        int[] around = densities.around(seen, i -> true);
        Map<Part, Double> distances = densities.distances(seen, around, i -> true);
        double score = surprises.of(distances).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        List<AttributeDeviation> attributes = description.of(seen, around, distances);
        Bank.Entry alike = densities.bank().entries().get(densities.mostAlike(seen, around));
        NormalPatch nearest = new NormalPatch(
                alike.clip(),
                alike.observation().box(),
                Densities.looks(seen, alike.observation()),
                alike.picture().image(alike.clip() + "#" + alike.frame()));
        return new Finding(seen.box(), Math.max(score, SMALLEST_SURPRISE), attributes, Optional.of(nearest));
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        return type == HasAttributes.class ? Optional.of(type.cast(new FindingAttributes(this))) : Optional.empty();
    }

    @Override
    public void save(ModelWriter model) {
        background.write(model);
        densities.bank().write(model);
        densities.density().write(model);
        surprises.write(model);
        observer.write(model);
    }

    @Override
    public void close() {
        observer.close();
    }
}
