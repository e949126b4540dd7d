package io.xvad.video.detectors.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.stream.Frame;
import io.xvad.video.Walks;
import io.xvad.video.detectors.attributes.Attributes;
import io.xvad.video.detectors.exemplars.Exemplars;
import io.xvad.video.event.EventRules;
import io.xvad.video.event.VideoSession;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The short version of {@code VideoStream} in xvad-benchmarks: a session holds few of the frames it has seen. */
class StreamMemoryTest {

    private static final int FRAMES = 600;
    private static final int HELD = 10;

    static List<Detector> detectors() {
        return List.of(new Attributes(), new Exemplars());
    }

    private static FittedDetector fitted(Detector detector) {
        Map<String, String> options =
                detector instanceof Attributes ? Map.of("input-size", "32", "smallest", "0.005") : Map.of();
        return Training.of(detector).withOptions(options).withHeldOut(0).fit(Samples.of(Walks.normals(3)));
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void framesAreForgotten(Detector detector) {
        List<Image> walk = new ArrayList<>(Walks.clip(50, 30, 5, 1, 30).frames());
        walk.addAll(Walks.anomaly().frames());
        List<WeakReference<Frame>> seen = new ArrayList<>();
        try (FittedDetector fitted = fitted(detector)) {
            double high = fitted.detect(Walks.anomaly()).score() / 2;
            try (VideoSession session = VideoSession.open(fitted, 25, new EventRules(high, 0.8 * high, 0))) {
                int events = 0;
                int scored = 0;
                for (int i = 0; i < FRAMES; i++) {
                    Frame frame = new Frame(i, i / 25.0, walk.get(i % walk.size()));
                    seen.add(new WeakReference<>(frame));
                    VideoSession.Update update = session.push(frame);
                    events += update.closed().size();
                    scored += update.frames().size();
                }
                assertThat(events).as("events along the way").isPositive();
                System.gc();
                assertThat(seen.stream().filter(one -> one.get() != null))
                        .as("frames still held")
                        .hasSizeBetween(1, HELD);
                assertThat(scored).as("frames that came along the way").isGreaterThan(FRAMES - HELD);
                assertThat(session.finish().frames()).as("the rest").hasSize(FRAMES - scored);
            }
        }
    }
}
