package io.xvad.video.detectors.xman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Clip;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.testkit.DetectorContract;
import io.xvad.video.Walks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class XManTest extends DetectorContract {

    private static final int SECOND = 25;

    @Override
    protected Detector detector() {
        return new XMan();
    }

    @Override
    protected List<Sample> normals() {
        return Walks.normals(4);
    }

    @Override
    protected Sample anomaly() {
        return Walks.anomaly();
    }

    /** Windows of two seconds cannot tell who stands for one second from who stands for six. */
    @Test
    void whoStandsInNormalWindowsMayStandForAnyTime() {
        List<Sample> windows = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            windows.add(Walks.clip(300 + i, 2 * SECOND, 4 + 16 * i, 0, 30));
        }
        List<ScoredFrame> frames = scored(windows, Walks.clip(310, 6 * SECOND, 28, 0, 30));
        assertThat(highest(frames.subList(2 * SECOND, 6 * SECOND)))
                .isCloseTo(highest(frames.subList(SECOND, 2 * SECOND)), within(0.5));
        assertThat(stays(frames)).isNotEmpty().allMatch(AttributeDeviation::isUsual);
    }

    /** Where all walk, who stands is told for how long. */
    @Test
    void whoStandsWhereAllWalkIsTold() {
        List<ScoredFrame> frames = scored(Walks.normals(4), Walks.clip(310, 4 * SECOND, 28, 0, 30));
        assertThat(stays(frames)).anyMatch(one -> !one.isUsual() && one.observed() > 3);
    }

    private static List<ScoredFrame> scored(List<Sample> normals, Clip clip) {
        try (FittedDetector fitted = Training.of(new XMan())
                        .withOptions(Map.of("smoothing", "0"))
                        .withHeldOut(0)
                        .fit(Samples.of(normals));
                FittedDetector loaded = Models.load(Models.toBytes(fitted))) {
            return loaded.capability(ScoresFrames.class).orElseThrow().scored(clip);
        }
    }

    private static double highest(List<ScoredFrame> frames) {
        return frames.stream().mapToDouble(ScoredFrame::score).max().orElseThrow();
    }

    private static List<AttributeDeviation> stays(List<ScoredFrame> frames) {
        return frames.stream()
                .flatMap(frame -> frame.findings().stream())
                .flatMap(finding -> finding.attributes().stream())
                .filter(one -> one.attribute().equals("stay"))
                .toList();
    }
}
