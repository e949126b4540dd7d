package io.xvad.video.detectors.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.video.Walks;
import io.xvad.video.detectors.attributes.Attributes;
import io.xvad.video.detectors.exemplars.Exemplars;
import io.xvad.video.event.EventNarration;
import io.xvad.video.event.EventRules;
import io.xvad.video.event.VideoEvent;
import io.xvad.video.event.VideoSession;
import io.xvad.video.live.Camera;
import io.xvad.video.live.LiveEvent;
import io.xvad.video.live.LiveSession;
import io.xvad.video.read.FrameSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Three cameras at once, with one fitted detector, have the events that they have one by one. */
class SeveralCamerasTest {

    static List<Detector> detectors() {
        return List.of(new Attributes(), new Exemplars());
    }

    private static FittedDetector fitted(Detector detector) {
        Map<String, String> options =
                detector instanceof Attributes ? Map.of("input-size", "32", "smallest", "0.005") : Map.of();
        return Training.of(detector).withOptions(options).withHeldOut(0).fit(Samples.of(Walks.normals(3)));
    }

    /** Normal walks with an anomaly now and then, in another order for each camera. */
    private static Clip clip(int camera) {
        List<Image> images = new ArrayList<>();
        for (int part = 0; part < 6; part++) {
            boolean strange = part % 3 == camera;
            images.addAll((strange ? Walks.anomaly() : Walks.clip(50 + part, 25, 5, 1, 30)).frames());
        }
        return Clip.of("camera-" + camera, images, 25);
    }

    private static String line(VideoEvent event) {
        return event.number() + " " + event.peak().index() + " " + event.peakScore() + " " + event.box() + " "
                + EventNarration.inWords(event);
    }

    private static List<String> alone(FittedDetector fitted, EventRules rules, Clip clip) {
        List<String> events = new ArrayList<>();
        try (VideoSession session = VideoSession.open(fitted, clip.framesPerSecond(), rules)) {
            session.watch(FrameSource.of(clip), update -> update.closed().forEach(event -> events.add(line(event))));
        }
        return events;
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void haveTheEventsOfEachAlone(Detector detector) throws Exception {
        try (FittedDetector fitted = fitted(detector)) {
            double high = fitted.detect(Walks.anomaly()).score() / 2;
            EventRules rules = new EventRules(high, 0.8 * high, 0);
            List<Camera> cameras = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Clip clip = clip(i);
                cameras.add(new Camera(clip.id(), notices -> FrameSource.of(clip)));
            }
            List<LiveEvent> news = new CopyOnWriteArrayList<>();
            try (LiveSession session = LiveSession.start(cameras, fitted, rules, news::add)) {
                assertThat(session.await(Duration.ofSeconds(60))).isTrue();
                assertThat(session.status())
                        .allMatch(status ->
                                status.dropped() == 0 && status.failure().isEmpty());
            }
            for (int i = 0; i < 3; i++) {
                String name = cameras.get(i).name();
                List<String> together = news.stream()
                        .filter(one -> one.camera().equals(name) && one.news() == LiveEvent.News.END)
                        .map(one -> line(one.event()))
                        .toList();
                assertThat(together).as(name).isNotEmpty().isEqualTo(alone(fitted, rules, clip(i)));
            }
        }
    }
}
