package io.xvad.video.detectors.scenegraph;

import io.xvad.core.Clip;
import io.xvad.core.Sample;
import io.xvad.core.capability.ChecksRules;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.explain.RuleTrace;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.stream.FrameScorer;
import io.xvad.video.detectors.objects.SceneFrame;
import io.xvad.video.detectors.objects.SceneSource;
import io.xvad.video.motion.FindingAttributes;
import io.xvad.video.stream.VideoModel;
import java.util.List;
import java.util.Optional;

/** A classifier of stretches of video by the triples in them; a frame is as anomalous as the stretch that ends with it. */
final class SceneGraphsModel implements VideoModel, ChecksRules {

    private final SceneSource source;
    private final KindClassifier classifier;
    private final NormalTriples normal;
    private final double window;

    SceneGraphsModel(SceneSource source, KindClassifier classifier, NormalTriples normal, double window) {
        this.source = source;
        this.classifier = classifier;
        this.normal = normal;
        this.window = window;
    }

    @Override
    public FrameScorer scorer(double framesPerSecond) {
        TripleStream stream = new TripleStream(classifier, window, framesPerSecond);
        TripleFindings findings = new TripleFindings(classifier.kinds(), normal);
        return source.scorer(framesPerSecond, frame -> findings.scored(stream.next(frame)));
    }

    /** Of the stretch with the highest score; none for a clip in which nothing could be looked at. */
    @Override
    public List<RuleTrace> rules(Sample sample) {
        Clip clip = sample.requireClip();
        TripleStream stream = new TripleStream(classifier, window, clip.framesPerSecond());
        Optional<RuleTrace> rule = Optional.empty();
        double highest = Double.NEGATIVE_INFINITY;
        for (SceneFrame frame : source.frames(clip)) {
            TripleStream.Judged judged = stream.next(frame);
            if (judged.verdict().score() > highest) {
                highest = judged.verdict().score();
                rule = Optional.of(KindRule.of(judged, normal));
            }
        }
        return rule.stream().toList();
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.none()
                .with(HasAttributes.class, new FindingAttributes(this))
                .with(ChecksRules.class, this);
    }

    @Override
    public void save(ModelWriter model) {
        source.write(model);
        classifier.write(model);
        normal.write(model);
    }

    @Override
    public void close() {
        source.close();
    }
}
