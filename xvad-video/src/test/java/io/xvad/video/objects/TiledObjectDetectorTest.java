package io.xvad.video.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Box;
import io.xvad.core.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TiledObjectDetectorTest {

    private static final int HEIGHT = 120;
    private static final int WIDTH = 180;

    /** Sees each bright rectangle, as much of it as is in the image. */
    private record Bright(int[] calls) implements ObjectDetector {

        @Override
        public List<DetectedObject> detect(Image image) {
            calls[0]++;
            List<DetectedObject> found = new ArrayList<>();
            for (int value = 1; value <= 9; value++) {
                int left = image.width();
                int top = image.height();
                int right = 0;
                int bottom = 0;
                for (int y = 0; y < image.height(); y++) {
                    for (int x = 0; x < image.width(); x++) {
                        if (Math.round(10 * image.at(0, y, x)) == value) {
                            left = Math.min(left, x);
                            top = Math.min(top, y);
                            right = Math.max(right, x + 1);
                            bottom = Math.max(bottom, y + 1);
                        }
                    }
                }
                if (right > 0) {
                    found.add(new DetectedObject(left, top, right, bottom, value / 10.0, 0, "bright", List.of()));
                }
            }
            return found;
        }

        @Override
        public List<String> classNames() {
            return List.of();
        }

        @Override
        public String form() {
            return "bright";
        }

        @Override
        public void close() {
            calls[0] = -1;
        }
    }

    private static Image scene(Box... boxes) {
        float[] values = new float[HEIGHT * WIDTH];
        for (int i = 0; i < boxes.length; i++) {
            Box box = boxes[i];
            for (int y = box.y(); y < box.y() + box.height(); y++) {
                for (int x = box.x(); x < box.x() + box.width(); x++) {
                    values[y * WIDTH + x] = (i + 1) / 10f;
                }
            }
        }
        return Image.of("scene", 1, HEIGHT, WIDTH, values);
    }

    private static List<Box> found(TileGrid tiles, Image scene) {
        return new Bright(new int[1])
                .tiled(tiles).detect(scene).stream()
                        .map(object -> object.box(HEIGHT, WIDTH).orElseThrow())
                        .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 9, 12})
    void tilesCoverTheFrameAndOverlap(int count) {
        for (double overlap : new double[] {0, 0.25, 0.5}) {
            List<Box> tiles = TileGrid.count(count, overlap).of(HEIGHT, WIDTH);
            assertThat(tiles).hasSize(count);
            boolean[] covered = new boolean[HEIGHT * WIDTH];
            for (Box tile : tiles) {
                tile.requireInside(HEIGHT, WIDTH);
                for (int y = tile.y(); y < tile.y() + tile.height(); y++) {
                    for (int x = tile.x(); x < tile.x() + tile.width(); x++) {
                        covered[y * WIDTH + x] = true;
                    }
                }
            }
            assertThat(covered).doesNotContain(false);
        }
    }

    @Test
    void tilesAreAsSquareAsCanBe() {
        assertThat(TileGrid.count(2, 0.5).of(240, 360))
                .containsExactly(new Box(0, 0, 240, 240), new Box(120, 0, 240, 240));
        assertThat(TileGrid.count(6, 0).of(240, 360)).contains(new Box(120, 120, 120, 120));
        assertThat(TileGrid.ofSide(100, 0.25).of(100, 250))
                .containsExactly(new Box(0, 0, 100, 100), new Box(75, 0, 100, 100), new Box(150, 0, 100, 100));
        assertThat(TileGrid.ofSide(500, 0.25).of(100, 250)).containsExactly(new Box(0, 0, 250, 100));
    }

    @Test
    void anObjectAtASeamCountsOnce() {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            int width = 4 + random.nextInt(16);
            int height = 4 + random.nextInt(26);
            Box box = new Box(random.nextInt(WIDTH - width), random.nextInt(HEIGHT - height), width, height);
            assertThat(found(TileGrid.count(2, 0.5), scene(box))).containsExactly(box);
            assertThat(found(TileGrid.count(6, 0.5), scene(box))).containsExactly(box);
            assertThat(found(TileGrid.ofSide(64, 0.5), scene(box))).containsExactly(box);
        }
    }

    @Test
    void whatIsLargerThanTheOverlapIsJoined() {
        Box wide = new Box(40, 50, 100, 20);
        assertThat(found(TileGrid.count(2, 0.25), scene(wide))).containsExactly(wide);
        Box tall = new Box(20, 20, 14, 80);
        assertThat(found(TileGrid.count(6, 0.3), scene(tall))).containsExactly(tall);
    }

    @Test
    void neighboursInTheOverlapStayApart() {
        Box one = new Box(70, 40, 12, 30);
        Box other = new Box(84, 42, 12, 30);
        Box third = new Box(98, 40, 12, 30);
        assertThat(found(TileGrid.count(2, 0.5), scene(one, other, third)))
                .containsExactlyInAnyOrder(one, other, third);
    }

    @Test
    void closingClosesTheDetectorWithin() {
        int[] calls = new int[1];
        try (ObjectDetector tiled = new Bright(calls).tiled(TileGrid.count(6, 0.25))) {
            tiled.detect(scene());
            assertThat(calls[0]).isEqualTo(6);
            assertThat(tiled.form()).isEqualTo("bright");
        }
        assertThat(calls[0]).isEqualTo(-1);
    }

    @Test
    void tilesAreChecked() {
        assertThatThrownBy(() -> TileGrid.count(0, 0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TileGrid.count(2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TileGrid.ofSide(4, 0.5)).isInstanceOf(IllegalArgumentException.class);
    }
}
