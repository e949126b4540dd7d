package io.xvad.video.event;

import io.xvad.core.Box;
import io.xvad.core.Clip;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Region;
import io.xvad.core.Sample;
import io.xvad.core.SampleKind;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.NearestNormal;
import io.xvad.core.explain.Statement;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.video.read.FrameSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Recounts the events of a clip, after Hinami, Mei and Satoh, "Joint Detection and Recounting of Abnormal Events by Learning Deep Generic
 * Knowledge" (ICCV 2017): from when to when, where, in which attributes each was unusual and what is normal there, the nearest normal
 * example, and all of that in words. A detector that is not calibrated has no threshold: its highest score is recounted. Stateless.
 */
public final class RecountingExplainer implements Explainer {

    @Override
    public String name() {
        return "recounting";
    }

    @Override
    public String description() {
        return "Events of a clip in words: when, where, what was unusual and what is normal there";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.CLIP);
    }

    @Override
    public Set<Class<?>> requiredCapabilities() {
        return Set.of(ScoresFrames.class);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Clip clip = sample.requireClip();
        List<VideoEvent> events = events(fitted, clip, rules(fitted, detection));
        List<Evidence> evidence = new ArrayList<>();
        events.forEach(event -> recount(event, evidence));
        if (events.isEmpty()) {
            evidence.add(new Statement("Nothing unusual.", List.of(), name()));
        }
        return evidence;
    }

    private static EventRules rules(FittedDetector fitted, Detection detection) {
        return fitted.capability(Calibration.class).isPresent()
                ? EventRules.of(fitted)
                : new EventRules(Math.nextDown(detection.score()), Math.nextDown(detection.score()), 0);
    }

    private static List<VideoEvent> events(FittedDetector fitted, Clip clip, EventRules rules) {
        List<VideoEvent> events = new ArrayList<>();
        try (VideoSession session = VideoSession.open(fitted, clip.framesPerSecond(), rules)) {
            session.watch(FrameSource.of(clip), update -> events.addAll(update.closed()));
        }
        return events;
    }

    private void recount(VideoEvent event, List<Evidence> evidence) {
        int first = evidence.size();
        List<AttributeDeviation> said = EventNarration.noteworthy(event.attributes());
        evidence.addAll(said);
        event.nearest().ifPresent(nearest -> {
            Image image = event.peak().image();
            Box box = event.box();
            Region region = new Region(
                    (int) event.peak().index(),
                    box,
                    box.area(),
                    box.y() + box.height() / 2,
                    box.x() + box.width() / 2,
                    (float) event.peakScore(),
                    event.peakScore());
            evidence.add(new NearestNormal(region, image.crop(box), List.of(nearest)));
        });
        List<Integer> restsOn =
                IntStream.range(first, first + said.size()).boxed().toList();
        evidence.add(new Statement(EventNarration.inWords(event), restsOn, name()));
    }
}
