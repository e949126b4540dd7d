package io.xvad.video.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.core.stream.Frame;
import io.xvad.video.event.EventRules;
import io.xvad.video.read.FrameSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveSessionTest {

    private static final EventRules RULES = new EventRules(0.5, 0.4, 0.3);
    private static final int RATE = 10;

    private final News news = new News();

    private static Image image(double value) {
        float[] values = new float[16 * 24];
        Arrays.fill(values, (float) value);
        return Image.of("frame", 1, 16, 24, values);
    }

    private static Camera clip(String name, int frames, IntToDoubleFunction brightness) {
        List<Image> images = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            images.add(image(brightness.applyAsDouble(i)));
        }
        Clip clip = Clip.of(name, images, RATE);
        return new Camera(name, notices -> FrameSource.of(clip));
    }

    /** A camera that is never slower than asked for, and never ends. */
    private static final class Endless implements FrameSource {

        private final long last;
        private long index;

        Endless(long last) {
            this.last = last;
        }

        @Override
        public String id() {
            return "endless";
        }

        @Override
        public double framesPerSecond() {
            return RATE;
        }

        @Override
        public Optional<Frame> next() {
            if (index == last || Thread.currentThread().isInterrupted()) {
                return Optional.empty();
            }
            double value = index % 40 < 10 ? 0.6 + index % 10 / 100.0 : 0.1;
            Frame frame = new Frame(index, index / (double) RATE, image(value));
            index++;
            return Optional.of(frame);
        }

        @Override
        public void close() {}
    }

    private void watch(Camera... cameras) throws InterruptedException {
        try (LiveSession session = LiveSession.start(List.of(cameras), new Brightness(0), RULES, news)) {
            assertThat(session.await(Duration.ofSeconds(30))).isTrue();
        }
        news.assertEachOnce();
    }

    @Test
    void noFrameOfAFileIsDroppedAndItsLastEventEnds() throws Exception {
        Camera camera = clip("file", 100, i -> i >= 95 || i == 20 ? 0.9 : 0.1);
        try (LiveSession session = LiveSession.start(List.of(camera), new Brightness(2), RULES, news)) {
            assertThat(session.await(Duration.ofSeconds(30))).isTrue();
            CameraStatus status = session.status().get(0);
            assertThat(status.scored()).isEqualTo(100);
            assertThat(status.dropped()).isZero();
            assertThat(status.events()).isEqualTo(2);
            assertThat(status.state()).isEqualTo(CameraStatus.State.ENDED);
        }
        assertThat(news.of(LiveEvent.News.END))
                .extracting(event -> event.cause().orElseThrow())
                .containsExactly(LiveEvent.Cause.OVER, LiveEvent.Cause.SOURCE_ENDED);
    }

    @Test
    void anEventThatGrowsIsToldOnceASecondAtMost() throws Exception {
        watch(clip("file", 100, i -> i < 10 || i >= 60 ? 0.1 : 0.51 + 0.005 * (i - 10)));
        List<LiveEvent> updates = news.of(LiveEvent.News.UPDATE);
        assertThat(updates).hasSize(5);
        assertThat(updates.get(4).event().peakScore())
                .isGreaterThan(updates.get(0).event().peakScore());
        LiveEvent end = news.of(LiveEvent.News.END).get(0);
        assertThat(end.event().peak().index()).isEqualTo(59);
        assertThat(end.peak().frame().index()).isEqualTo(59);
        assertThat(end.peak().map()).isPresent();
        ObjectNode json = LiveEventJson.of(end);
        assertThat(json.get("news").asText()).isEqualTo("end");
        assertThat(json.get("cause").asText()).isEqualTo("over");
        assertThat(json.get("peakFrame").asInt()).isEqualTo(59);
        assertThat(json.has("startTime")).isFalse();
        assertThat(json.get("id").asText()).matches("file-\\d{8}T\\d{6}\\.\\d{3}Z-1");
    }

    @Test
    void aCameraThatFailsEndsAlone() throws Exception {
        Camera broken = new Camera("broken", notices -> {
            throw new XvadDataException("no such camera");
        });
        Camera failing = new Camera("failing", notices -> {
            FrameSource inner = FrameSource.of(Clip.of("c", List.of(image(0.9), image(0.9)), RATE));
            return new FrameSource() {
                @Override
                public String id() {
                    return "failing";
                }

                @Override
                public double framesPerSecond() {
                    return RATE;
                }

                @Override
                public Optional<Frame> next() {
                    return Optional.of(inner.next().orElseThrow(() -> new XvadDataException("it broke")));
                }

                @Override
                public void close() {}
            };
        });
        Camera whole = clip("whole", 30, i -> i == 5 ? 0.9 : 0.1);
        try (LiveSession session = LiveSession.start(List.of(broken, failing, whole), new Brightness(0), RULES, news)) {
            assertThat(session.await(Duration.ofSeconds(30))).isTrue();
            assertThat(session.status())
                    .extracting(status -> status.failure().orElse(""))
                    .containsExactly("no such camera", "it broke", "");
        }
        news.assertEachOnce();
        assertThat(news.of(LiveEvent.News.END))
                .filteredOn(event -> event.camera().equals("failing"))
                .singleElement()
                .satisfies(event -> assertThat(event.cause()).contains(LiveEvent.Cause.FAILED));
    }

    @Test
    void whoStopsGetsTheEndOfWhatIsOpen() throws Exception {
        Camera bright = new Camera("bright", notices -> new Endless(Long.MAX_VALUE));
        try (LiveSession session = LiveSession.start(List.of(bright), new Brightness(1), RULES, news)) {
            News.until(() -> !news.of(LiveEvent.News.START).isEmpty());
        }
        news.assertEachOnce();
    }

    @Test
    void memoryDoesNotGrow() throws Exception {
        Camera endless = new Camera("endless", notices -> new Endless(100_000));
        long[] events = new long[1];
        LiveListener counting = event -> events[0] += event.news() == LiveEvent.News.END ? 1 : 0;
        try (LiveSession session = LiveSession.start(List.of(endless), new Brightness(0), RULES, counting)) {
            News.until(() -> session.status().get(0).scored() > 10_000);
            long before = used();
            assertThat(session.await(Duration.ofSeconds(50))).isTrue();
            assertThat(used() - before).isLessThan(4L << 20);
        }
        assertThat(events[0]).isEqualTo(2500);
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void namesMustDiffer() {
        Camera one = clip("one", 2, i -> 0);
        assertThatThrownBy(() -> LiveSession.start(List.of(one, one), new Brightness(0), RULES, news))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'one'");
        assertThatThrownBy(() -> LiveSession.start(List.of(), new Brightness(0), RULES, news))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Camera(" ", notices -> FrameSource.of(Clip.of("c", List.of(image(0)), 1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void largeFramesWaitInSmallNumbers() {
        assertThat(FrameQueue.room(image(0))).isEqualTo(8);
        assertThat(FrameQueue.room(Image.of("large", 3, 2160, 3840, new float[3 * 2160 * 3840])))
                .isEqualTo(2);
    }
}
