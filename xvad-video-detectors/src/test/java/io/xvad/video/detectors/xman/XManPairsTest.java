package io.xvad.video.detectors.xman;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.testkit.DetectorContract;
import io.xvad.video.Walks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract on clips in which objects are related: one follows another, and two meet. */
class XManPairsTest extends DetectorContract {

    @Override
    protected Detector detector() {
        return new XMan();
    }

    @Override
    protected List<Sample> normals() {
        return Walks.normalPairs(4);
    }

    @Override
    protected Sample anomaly() {
        return Walks.meeting();
    }

    @Test
    void twoThatMeetAreToldByTheirRelation() {
        try (FittedDetector fitted = Training.of(new XMan()).withHeldOut(0).fit(Samples.of(Walks.normalPairs(4)))) {
            assertThat(told(fitted)).contains("thing approaches thing");
        }
    }

    private static List<String> told(FittedDetector fitted) {
        List<ScoredFrame> scored = new ArrayList<>();
        try (FrameScorer scorer =
                fitted.capability(ScoresFrames.class).orElseThrow().scorer(25)) {
            for (Frame frame : Frame.of(Walks.meeting())) {
                scored.addAll(scorer.push(frame));
            }
            scored.addAll(scorer.finish());
        }
        return scored.stream()
                .flatMap(frame -> frame.findings().stream())
                .flatMap(finding -> finding.attributes().stream().filter(one -> !one.isUsual()))
                .map(AttributeDeviation::attribute)
                .distinct()
                .toList();
    }
}
