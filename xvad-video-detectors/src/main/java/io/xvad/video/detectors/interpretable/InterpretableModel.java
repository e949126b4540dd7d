package io.xvad.video.detectors.interpretable;

import io.xvad.core.Clip;
import io.xvad.core.Sample;
import io.xvad.core.capability.ChecksRules;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.explain.RuleTrace;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.stream.Finding;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.video.detectors.objects.SceneFrame;
import io.xvad.video.detectors.objects.SceneSource;
import io.xvad.video.motion.FindingAttributes;
import io.xvad.video.stream.FindingMap;
import io.xvad.video.stream.VideoModel;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Both monitors over the scene graphs of a video. A frame's score is the highest level of a monitor, held for a while; 1 is an alarm. */
final class InterpretableModel implements VideoModel, ChecksRules {

    private static final int FINDINGS = 5;
    private static final double SMALLEST = 1e-9;

    private final SceneSource source;
    private final Monitors monitors;
    private final double alarmsPerHour;

    InterpretableModel(SceneSource source, Monitors monitors, double alarmsPerHour) {
        this.source = source;
        this.monitors = monitors;
        this.alarmsPerHour = alarmsPerHour;
    }

    @Override
    public FrameScorer scorer(double framesPerSecond) {
        MonitoredStream stream = new MonitoredStream(monitors, alarmsPerHour, framesPerSecond);
        HeldLevel held = new HeldLevel(framesPerSecond);
        return source.scorer(framesPerSecond, frame -> scored(stream.next(frame), held));
    }

    private static ScoredFrame scored(MonitoredFrame frame, HeldLevel held) {
        List<Finding> findings = frame.readings().stream()
                .flatMap(reading ->
                        reading.suspects().stream().limit(FINDINGS).map(suspect -> finding(suspect, reading)))
                .filter(finding -> finding.score() > SMALLEST)
                .sorted(Comparator.comparingDouble(Finding::score).reversed())
                .toList();
        return new ScoredFrame(
                frame.frame(),
                held.next(frame.level()),
                FindingMap.of(findings, frame.frame().image()),
                findings);
    }

    /** The most unusual has the level of its monitor, the others their share of it. */
    private static Finding finding(Suspect suspect, MonitoredFrame.Reading reading) {
        double most = reading.suspects().get(0).ratio();
        double score = most > 0 ? reading.level() * suspect.ratio() / most : 0;
        return new Finding(
                suspect.box(), score, score > SMALLEST ? suspect.reasons().get() : List.of(), Optional.empty());
    }

    /** For each monitor whether its evidence stayed below the threshold, and what had most when it was highest. */
    @Override
    public List<RuleTrace> rules(Sample sample) {
        Clip clip = sample.requireClip();
        MonitoredStream stream = new MonitoredStream(monitors, alarmsPerHour, clip.framesPerSecond());
        List<MonitoredFrame> frames = source.frames(clip).stream()
                .map((SceneFrame frame) -> stream.next(frame))
                .toList();
        return MonitorRules.of(frames, monitors.pairs().triples());
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
        monitors.write(model);
    }

    @Override
    public void close() {
        source.close();
    }
}
