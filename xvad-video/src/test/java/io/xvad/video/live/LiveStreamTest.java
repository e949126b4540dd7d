package io.xvad.video.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.XvadDataException;
import io.xvad.core.stream.Frame;
import io.xvad.video.event.EventRules;
import io.xvad.video.read.LiveOptions;
import io.xvad.video.read.LiveStream;
import io.xvad.video.read.SourceAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A camera on loopback, read by RTSP. */
@Timeout(60)
class LiveStreamTest {

    private static final int RATE = 20;
    private static final int FRAMES = 40;
    private static final EventRules RULES = new EventRules(0.5, 0.4, 0.2);
    private static final LiveOptions OPTIONS = LiveOptions.USUAL
            .withStall(Duration.ofMillis(1500))
            .withPauses(Duration.ofMillis(100), Duration.ofMillis(400));

    private static H264Frames video = new H264Frames(List.of(), RATE);

    /** Two seconds, of which half a second is bright. */
    @BeforeAll
    static void coded() throws IOException {
        video = H264Frames.grey(48, 64, FRAMES, RATE, i -> i >= 20 && i < 30 ? 220 : 40);
    }

    private static List<Frame> frames(LiveStream stream, int count) {
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            frames.add(stream.next().orElseThrow());
        }
        return frames;
    }

    @Test
    void framesHaveTheTimesOfTheStream() throws IOException {
        try (RtspCamera camera = RtspCamera.of(video);
                LiveStream stream = LiveStream.open(SourceAddress.parse(camera.address()), OPTIONS, notice -> {})) {
            List<Frame> frames = frames(stream, 30);
            assertThat(stream.live()).isTrue();
            assertThat(stream.framesPerSecond()).isEqualTo(RATE);
            for (int i = 0; i < frames.size(); i++) {
                assertThat(frames.get(i).index()).isEqualTo(i);
                assertThat(frames.get(i).seconds()).isCloseTo(i / (double) RATE, within(0.002));
                assertThat(frames.get(i).image().height()).isEqualTo(48);
            }
        }
    }

    @Test
    void aRateTakesFramesEvenly() throws IOException {
        try (RtspCamera camera = RtspCamera.of(video);
                LiveStream stream =
                        LiveStream.open(SourceAddress.parse(camera.address()), OPTIONS.withRate(5), notice -> {})) {
            List<Frame> frames = frames(stream, 6);
            assertThat(stream.framesPerSecond()).isEqualTo(5);
            for (int i = 0; i < frames.size(); i++) {
                assertThat(frames.get(i).index()).isEqualTo(i);
                assertThat(frames.get(i).seconds()).isCloseTo(i / 5.0, within(0.002));
            }
        }
    }

    @Test
    void aPasswordIsUsedAndNeverTold() throws Exception {
        News news = new News();
        try (RtspCamera camera = new RtspCamera(video, Optional.of("guard:s3cret"), 0)) {
            try (LiveSession session = start(camera.address(), news)) {
                News.until(() -> session.status().get(0).scored() > 5);
                camera.cut();
                News.until(() -> news.notices.size() > 1);
                camera.back();
                News.until(() -> session.status().get(0).reconnects() == 1);
            }
            assertThat(news.notices).isNotEmpty().noneMatch(notice -> notice.contains("s3cret"));
            assertThat(news.notices.get(0)).contains("rtsp://***@127.0.0.1");
            String wrong = camera.address().replace("s3cret", "s3crets");
            assertThatThrownBy(() -> LiveStream.open(SourceAddress.parse(wrong), OPTIONS, notice -> {}))
                    .isInstanceOf(XvadDataException.class)
                    .hasMessageContaining("401")
                    .hasMessageNotContaining("s3cret");
        }
    }

    private static LiveSession start(String address, News news) {
        Camera camera = Camera.of("yard", SourceAddress.parse(address), OPTIONS);
        return LiveSession.start(List.of(camera), new Brightness(0), RULES, Duration.ofSeconds(5), news);
    }

    @Test
    void eachEventComesOnceOverACutAndAStall() throws Exception {
        News news = new News();
        try (RtspCamera camera = RtspCamera.of(video);
                LiveSession session = start(camera.address(), news)) {
            News.until(() -> news.of(LiveEvent.News.START).size() == 1);
            camera.cut();
            News.until(() -> news.notices.stream().anyMatch(notice -> notice.contains("try 2")));
            camera.back();
            News.until(() -> news.of(LiveEvent.News.END).size() == 2);
            camera.stall(true);
            News.until(() -> news.notices.stream()
                            .filter(notice -> notice.endsWith("trying again"))
                            .count()
                    == 2);
            camera.stall(false);
            int before = news.of(LiveEvent.News.END).size();
            News.until(() -> news.of(LiveEvent.News.END).size() > before);
            session.stop();
            assertThat(session.await(Duration.ofSeconds(10))).isTrue();
            CameraStatus status = session.status().get(0);
            assertThat(status.state()).isEqualTo(CameraStatus.State.ENDED);
            assertThat(status.reconnects()).isBetween(2L, 6L);
            assertThat(status.events()).isEqualTo(news.of(LiveEvent.News.START).size());
        }
        news.assertEachOnce();
        assertThat(news.notices)
                .anyMatch(notice -> notice.contains("is back after"))
                .anyMatch(notice -> notice.matches(".*try 1: .*next in 0\\.2 s"));
    }

    @Test
    void whatIsOpenWhenNothingMoreComesEnds() throws Exception {
        News news = new News();
        H264Frames bright = H264Frames.grey(48, 64, RATE, RATE, i -> 220);
        Camera source;
        try (RtspCamera camera = RtspCamera.of(bright)) {
            source = Camera.of("yard", SourceAddress.parse(camera.address()), OPTIONS);
            try (LiveSession session =
                    LiveSession.start(List.of(source), new Brightness(0), RULES, Duration.ofMillis(700), news)) {
                News.until(() -> news.events.size() == 1);
                camera.stall(true);
                News.until(() -> news.of(LiveEvent.News.END).size() == 1);
                assertThat(news.of(LiveEvent.News.END).get(0).cause()).contains(LiveEvent.Cause.SIGNAL_LOST);
                camera.stall(false);
                News.until(() -> news.of(LiveEvent.News.START).size() == 2);
            }
        }
        news.assertEachOnce();
        assertThat(news.of(LiveEvent.News.END).get(1).cause()).contains(LiveEvent.Cause.STOPPED);
    }

    @Test
    void aSlowDetectorDropsTheOldestFramesAndCountsThem() throws Exception {
        News news = new News();
        try (RtspCamera camera = RtspCamera.of(video)) {
            Camera source = Camera.of("yard", SourceAddress.parse(camera.address()), OPTIONS);
            try (LiveSession session =
                    LiveSession.start(List.of(source), new Brightness(150), RULES, LiveSession.KEEP_OPEN, news)) {
                News.until(() -> session.status().get(0).dropped() > 10);
                session.stop();
                assertThat(session.await(Duration.ofSeconds(10))).isTrue();
                CameraStatus status = session.status().get(0);
                assertThat(status.scored() + status.dropped()).isEqualTo(status.read());
                assertThat(status.scored()).isPositive();
            }
        }
    }

    @Test
    void whatDoesNotAnswerIsGivenUpInTime() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 4, InetAddress.getLoopbackAddress())) {
            for (String scheme : List.of("rtsp", "http", "tcp")) {
                String address = scheme + "://user:secret@127.0.0.1:" + silent.getLocalPort() + "/a?key=hidden";
                long began = System.nanoTime();
                assertThatThrownBy(() -> LiveStream.open(
                                SourceAddress.parse(address), OPTIONS.withStall(Duration.ofMillis(600)), notice -> {}))
                        .isInstanceOf(XvadDataException.class)
                        .hasMessageContaining(scheme + "://***@127.0.0.1")
                        .hasMessageNotContaining("secret")
                        .hasMessageNotContaining("hidden");
                assertThat((System.nanoTime() - began) / 1e9).isLessThan(5);
            }
        }
    }

    @Test
    void aCameraThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> LiveStream.open(SourceAddress.parse("rtsp://127.0.0.1:9/x"), OPTIONS, notice -> {}))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("cannot connect to rtsp://127.0.0.1:9/x: Connection refused");
        assertThatThrownBy(() -> LiveStream.open(SourceAddress.parse("/dev/video77"), OPTIONS, notice -> {}))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("cannot connect to webcam:/dev/video77");
        assertThatThrownBy(() -> LiveStream.open(SourceAddress.parse("a.mp4"), OPTIONS, notice -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("file");
    }
}
