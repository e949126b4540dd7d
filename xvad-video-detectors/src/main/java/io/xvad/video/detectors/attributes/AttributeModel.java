package io.xvad.video.detectors.attributes;

import io.xvad.core.NormalPatch;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.stream.Finding;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.video.motion.BackgroundImage;
import io.xvad.video.motion.FindingAttributes;
import io.xvad.video.motion.Motion;
import io.xvad.video.motion.MotionScorer;
import io.xvad.video.motion.MotionSource;
import io.xvad.video.motion.Tracker;
import io.xvad.video.objects.CarriedObjects;
import io.xvad.video.stream.FindingMap;
import io.xvad.video.stream.VideoModel;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Attributes of normal objects, by which objects are scored; a frame is as anomalous as the most anomalous object in it, 0 if there is none. */
final class AttributeModel implements VideoModel {

    private static final double SMALLEST_SURPRISE = 1e-9;

    private final BackgroundImage background;
    private final AttributeExtractor extractor;
    private final AttributeDistances distances;
    private final SurpriseScales scales;
    private final AttributeDeviations deviations;

    AttributeModel(
            BackgroundImage background,
            AttributeExtractor extractor,
            AttributeDistances distances,
            SurpriseScales scales) {
        this.background = background;
        this.extractor = extractor;
        this.distances = distances;
        this.scales = scales;
        this.deviations = new AttributeDeviations(distances, scales);
    }

    @Override
    public FrameScorer scorer(double framesPerSecond) {
        Tracker tracker = new Tracker(framesPerSecond);
        Optional<CarriedObjects> carried = extractor.proposals().follow(framesPerSecond);
        return new MotionScorer(
                new MotionSource(background, framesPerSecond), motion -> Optional.of(scored(motion, tracker, carried)));
    }

    private ScoredFrame scored(Motion motion, Tracker tracker, Optional<CarriedObjects> carried) {
        List<Finding> findings = extractor.extract(motion, tracker, carried).stream()
                .map(this::finding)
                .sorted(Comparator.comparingDouble(Finding::score).reversed())
                .toList();
        double score = findings.isEmpty() ? 0 : findings.get(0).score();
        return new ScoredFrame(
                motion.frame(), score, FindingMap.of(findings, motion.frame().image()), findings);
    }

    private Finding finding(Observation object) {
        int[] around = distances.around(object, i -> true);
        Map<AttributeKind, Double> found = distances.of(object, around, i -> true);
        double score = scales.of(found).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        List<AttributeDeviation> attributes = deviations.of(object, around, found);
        ObjectMemoryBank.Entry alike = distances.bank().entries().get(distances.mostAlike(object, around));
        NormalPatch nearest = new NormalPatch(
                alike.clip(),
                alike.observation().box(),
                AttributeDistances.appearance(object, alike.observation()),
                alike.thumbnail().image(alike.clip() + "#" + alike.frame()));
        return new Finding(object.box(), Math.max(score, SMALLEST_SURPRISE), attributes, Optional.of(nearest));
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.none().with(HasAttributes.class, new FindingAttributes(this));
    }

    @Override
    public void save(ModelWriter model) {
        background.write(model);
        distances.write(model);
        scales.write(model);
        extractor.write(model);
    }

    @Override
    public void close() {
        extractor.close();
    }
}
