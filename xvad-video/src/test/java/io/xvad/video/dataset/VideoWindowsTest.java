package io.xvad.video.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.core.stream.Frame;
import io.xvad.video.read.FrameSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoWindowsTest {

    private final AtomicInteger decoded = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    /** Frame i is taken at i * i / 100 seconds. */
    private Video video(String id, int frames) {
        return Video.of(id, () -> new Counted(id, frames));
    }

    private final class Counted implements FrameSource {

        private final String id;
        private final int frames;
        private int index;

        Counted(String id, int frames) {
            this.id = id;
            this.frames = frames;
            opened.incrementAndGet();
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public double framesPerSecond() {
            return 20;
        }

        @Override
        public Optional<Frame> next() {
            if (index == frames) {
                return Optional.empty();
            }
            decoded.incrementAndGet();
            Image image = Image.of(id + "#" + index, 1, 1, 1, new float[] {index / 100f});
            Frame frame = new Frame(index, index * index / 100.0, image);
            index++;
            return Optional.of(frame);
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    private static List<String> ids(VideoWindows windows) {
        return IntStream.range(0, windows.size()).mapToObj(windows::id).toList();
    }

    private static void requireRight(VideoWindows windows, int index) {
        Clip clip = windows.get(index);
        assertThat(clip.id()).isEqualTo(windows.id(index));
        String[] parts = clip.id().split("[#-]", -1);
        int start = Integer.parseInt(parts[1]);
        assertThat(clip.frames()).hasSize(Integer.parseInt(parts[2]) - start);
        assertThat(clip.framesPerSecond()).isEqualTo(20);
        for (int i = 0; i < clip.frames().size(); i++) {
            assertThat(clip.frames().get(i).id()).isEqualTo(parts[0] + "#" + (start + i));
            assertThat(clip.timestamp(i)).isEqualTo((start + i) * (start + i) / 100.0);
        }
    }

    @Test
    void inOrderEachFrameIsDecodedOnce() {
        try (VideoWindows windows = new VideoWindows(List.of(video("a", 7), video("b", 3)), 3, 3)) {
            assertThat(ids(windows)).containsExactly("a#0-3", "a#3-6", "a#6-7", "b#0-3");
            assertThat(decoded).as("by counting").hasValue(10);
            decoded.set(0);
            opened.set(0);
            IntStream.range(0, 4).forEach(index -> requireRight(windows, index));
            assertThat(decoded).hasValue(10);
            assertThat(opened).hasValue(2);
        }
        assertThat(closed).as("two by counting, two by reading").hasValue(4);
    }

    @Test
    void overlappingWindowsDecodeEachFrameOnce() {
        try (VideoWindows windows = new VideoWindows(List.of(video("a", 8)), 4, 1)) {
            assertThat(ids(windows)).containsExactly("a#0-4", "a#1-5", "a#2-6", "a#3-7", "a#4-8");
            decoded.set(0);
            IntStream.range(0, windows.size()).forEach(index -> requireRight(windows, index));
            requireRight(windows, 4);
            assertThat(decoded).hasValue(8);
        }
    }

    @Test
    void framesOfWindowsInOrderAreDecodedOnce() {
        try (VideoWindows windows = new VideoWindows(List.of(video("a", 7), video("b", 3)), 3, 3)) {
            decoded.set(0);
            List<String> taken = new ArrayList<>();
            for (int i = 0; i < windows.size(); i++) {
                windows.eachFrame(i, frame -> taken.add(frame.id()));
            }
            assertThat(taken).containsExactly("a#0", "a#1", "a#2", "a#3", "a#4", "a#5", "a#6", "b#0", "b#1", "b#2");
            assertThat(decoded).hasValue(10);
        }
        assertThat(closed.get()).isEqualTo(opened.get());
    }

    @Test
    void aWholeVideoIsTakenFrameByFrame() {
        try (VideoWindows windows = VideoWindows.whole(List.of(video("a", 7)))) {
            decoded.set(0);
            List<Integer> decodedBefore = new ArrayList<>();
            windows.eachFrame(0, frame -> decodedBefore.add(decoded.get()));
            assertThat(decodedBefore).containsExactly(1, 2, 3, 4, 5, 6, 7);
        }
        assertThat(closed.get()).isEqualTo(opened.get());
    }

    @Test
    void stepsMayLeaveFramesOut() {
        try (VideoWindows windows = new VideoWindows(List.of(video("a", 11), video("b", 1)), 2, 5)) {
            assertThat(ids(windows)).containsExactly("a#0-2", "a#5-7", "a#10-11", "b#0-1");
            IntStream.range(0, 4).forEach(index -> requireRight(windows, index));
        }
        try (VideoWindows windows = new VideoWindows(List.of(video("a", 5)), 2, 5)) {
            assertThat(ids(windows)).containsExactly("a#0-2");
        }
    }

    @Test
    void anyOrderFromAnyThread() {
        try (VideoWindows windows = new VideoWindows(List.of(video("a", 20), video("b", 9)), 4, 2)) {
            List<Integer> order = new ArrayList<>(List.of(9, 0, 3, 3, 1, 10, 8, 2));
            order.forEach(index -> requireRight(windows, index));
            IntStream.range(0, 100).parallel().forEach(i -> requireRight(windows, i * 7 % windows.size()));
        }
        assertThat(closed.get()).isEqualTo(opened.get());
    }

    @Test
    void longVideosOfManyWindowsHaveTheUsualLength() {
        try (VideoWindows windows = new VideoWindows(List.of(video("a", 70)))) {
            assertThat(ids(windows)).containsExactly("a#0-32", "a#32-64", "a#64-70");
        }
    }

    @Test
    void windowsLastTheirFramesOnAverage() {
        try (VideoWindows windows = new VideoWindows(List.of(video("a", 10), video("b", 8)), 4, 4)) {
            assertThat(windows.meanSeconds()).isEqualTo(18 / 5.0 / 20);
        }
        try (VideoWindows overlapping = new VideoWindows(List.of(video("a", 8)), 4, 2)) {
            assertThat(overlapping.meanSeconds()).isCloseTo(0.2, within(1e-12));
        }
    }

    @Test
    void errorsAreClear() {
        assertThatThrownBy(() -> new VideoWindows(List.of(video("a", 0))))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("video a has no frames");
        assertThatThrownBy(() -> new VideoWindows(List.of(), 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1, got 0 and 1");
        try (VideoWindows windows = new VideoWindows(List.of(video("a", 3)))) {
            assertThatThrownBy(() -> windows.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
        }
        AtomicInteger frames = new AtomicInteger(5);
        Video shrinks = Video.of("shrinks", () -> new Counted("shrinks", frames.getAndDecrement()));
        try (VideoWindows windows = new VideoWindows(List.of(shrinks))) {
            assertThatThrownBy(() -> windows.get(0))
                    .isInstanceOf(XvadDataException.class)
                    .hasMessageContaining("shrinks ends after frame 3");
        }
    }

    @Test
    void videoFilesAreReadInWindows(@TempDir Path directory) throws Exception {
        new Miniature(directory).video("v.avi", 10, 20);
        try (VideoWindows windows = new VideoWindows(List.of(Video.file("v", directory.resolve("v.avi"))), 4, 4)) {
            assertThat(ids(windows)).containsExactly("v#0-4", "v#4-8", "v#8-10");
            Clip last = windows.get(2);
            assertThat(last.timestamp(1)).isBetween(0.4499, 0.4501);
            assertThat(last.frames().get(1).at(0, 0, 0)).isBetween(86 / 255f, 94 / 255f);
            assertThat(windows.get(1).frames().get(0).at(0, 0, 0)).isBetween(36 / 255f, 44 / 255f);
        }
    }
}
