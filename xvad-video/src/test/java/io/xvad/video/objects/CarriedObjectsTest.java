package io.xvad.video.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.stream.Frame;
import java.util.List;
import org.junit.jupiter.api.Test;

class CarriedObjectsTest {

    private static final int RATE = 10;

    /** Finds an object that moves two pixels a frame to the right and one up, and counts how often it is asked. */
    private static final class Moving implements ObjectDetector {

        private int frame;
        private int calls;

        @Override
        public List<DetectedObject> detect(Image image) {
            calls++;
            return List.of(at(frame));
        }

        static DetectedObject at(int frame) {
            double x = 10 + 2 * frame;
            double y = 60 - frame;
            return new DetectedObject(x, y, x + 20, y + 30, 0.9, 0, "person", List.of(new Keypoint(x + 5, y + 5, 1)));
        }

        @Override
        public List<String> classNames() {
            return List.of();
        }

        @Override
        public String form() {
            return "moving";
        }

        @Override
        public void close() {
            calls = -1;
        }
    }

    private static Frame frame(int index) {
        return new Frame(index, index / (double) RATE, Image.of("frame", 1, 100, 160, new float[16_000]));
    }

    @Test
    void boxesGoOnWhereTheObjectGoes() {
        Moving moving = new Moving();
        CarriedObjects carried = new CarriedObjects(moving, 3, RATE);
        for (int i = 0; i < 30; i++) {
            moving.frame = i;
            List<DetectedObject> seen = carried.in(frame(i));
            assertThat(seen).hasSize(1);
            if (i >= 3) {
                assertThat(seen.get(0).left()).isCloseTo(Moving.at(i).left(), within(0.01));
                assertThat(seen.get(0).top()).isCloseTo(Moving.at(i).top(), within(0.01));
                assertThat(seen.get(0).keypoints().get(0).x())
                        .isCloseTo(Moving.at(i).keypoints().get(0).x(), within(0.01));
            }
        }
        assertThat(moving.calls).isEqualTo(10);
    }

    @Test
    void everyFrameIsDetectedIfWanted() {
        Moving moving = new Moving();
        CarriedObjects carried = new CarriedObjects(moving, 1, RATE);
        for (int i = 0; i < 5; i++) {
            carried.in(frame(i));
        }
        assertThat(moving.calls).isEqualTo(5);
        assertThatThrownBy(() -> new CarriedObjects(moving, 0, RATE)).isInstanceOf(IllegalArgumentException.class);
    }
}
