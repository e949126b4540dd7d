package io.xvad.video.language.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.ScoredFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeptVideoTest {

    private static final int SIDE = 8;

    /** Of 8 bits, or of any values. */
    private static Frame frame(int index, boolean eightBit) {
        SplittableRandom random = new SplittableRandom(index);
        float[] values = new float[3 * SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = eightBit ? random.nextInt(256) / 255f : (float) random.nextDouble();
        }
        return new Frame(index, index / 10.0, Image.of("f" + index, 3, SIDE, SIDE, values));
    }

    @Test
    void framesComeBackAsTheyWereFromMemoryAndFromTheFile() {
        long two = 2L * 3 * SIDE * SIDE * Float.BYTES;
        try (KeptVideo video = new KeptVideo(two, 0)) {
            for (int i = 0; i < 7; i++) {
                video.add(frame(i, i % 2 == 0));
            }
            assertThat(video.size()).isEqualTo(7);
            for (int i : new int[] {6, 0, 3, 4, 1, 5, 2}) {
                assertThat(video.get(i)).isEqualTo(frame(i, i % 2 == 0));
                assertThat(video.seconds(i)).isEqualTo(i / 10.0);
            }
        }
    }

    @Test
    void aVideoThatWouldFillTheDiskIsRefused() {
        long one = 3L * SIDE * SIDE * Float.BYTES;
        try (KeptVideo video = new KeptVideo(one, Long.MAX_VALUE)) {
            video.add(frame(0, true));
            assertThatThrownBy(() -> video.add(frame(1, true)))
                    .isInstanceOf(XvadDataException.class)
                    .hasMessageContaining("are kept in " + System.getProperty("java.io.tmpdir"))
                    .hasMessageContaining("after 0 MB of frames it has ")
                    .hasMessageContaining("-Djava.io.tmpdir=DIR");
            assertThat(video.size()).isEqualTo(1);
        }
    }

    @Test
    void everyFrameGetsTheScoreOfThePositionAtOrBeforeIt() {
        ClipGrid grid = new ClipGrid(3, 10);
        List<ScoredFrame> scored = new ArrayList<>();
        try (LookAheadScorer scorer = new LookAheadScorer(grid, positions -> {
            assertThat(positions.size()).isEqualTo(3);
            assertThat(positions.frame(1).index()).isEqualTo(3);
            return new LookAheadScorer.Scores(new double[] {7, 8, 9}, List.of("said"));
        })) {
            for (int i = 0; i < 8; i++) {
                assertThat(scorer.push(frame(i, true))).isEmpty();
            }
            scorer.finish(scored::add);
            assertThat(scorer.remarks()).containsExactly("said");
        }
        assertThat(scored.stream().map(ScoredFrame::score)).containsExactly(7.0, 7.0, 7.0, 8.0, 8.0, 8.0, 9.0, 9.0);
        assertThat(scored.get(5).frame()).isEqualTo(frame(5, true));
    }

    /** Positions are counted from time 0, so that a window has those of its video; what comes before the first waits for it. */
    @Test
    void aWindowOfAVideoHasItsPositions() {
        List<Long> judged = new ArrayList<>();
        LiveScorer.Judge judge = new LiveScorer.Judge() {
            @Override
            public OptionalDouble score(Frame position) {
                judged.add(position.index());
                return OptionalDouble.of(position.index());
            }

            @Override
            public List<String> remarks() {
                return List.of();
            }
        };
        try (LiveScorer scorer = new LiveScorer(new ClipGrid(4, 10), judge)) {
            assertThat(scorer.push(frame(2, true))).isEmpty();
            assertThat(scorer.push(frame(3, true))).isEmpty();
            assertThat(scorer.push(frame(4, true))).hasSize(3);
            for (int i = 5; i < 10; i++) {
                assertThat(scorer.push(frame(i, true))).hasSize(1);
            }
            assertThat(scorer.finish()).isEmpty();
        }
        assertThat(judged).containsExactly(4L, 8L);
        try (LiveScorer scorer = new LiveScorer(new ClipGrid(4, 10), judge)) {
            scorer.push(frame(1, true));
            assertThat(scorer.finish())
                    .singleElement()
                    .extracting(ScoredFrame::score)
                    .isEqualTo(1.0);
        }
    }

    @Test
    void aWindowIsCutOffAtTheEndsOfTheVideo() {
        try (KeptVideo video = new KeptVideo()) {
            for (int i = 0; i < 40; i++) {
                video.add(frame(i, true));
            }
            Positions positions = Positions.of(video, new ClipGrid(10, 10));
            assertThat(ids(positions.window(0, 2, 3))).containsExactly("f0", "f4", "f9");
            assertThat(ids(positions.window(2, 2, 3))).containsExactly("f10", "f19", "f29");
            assertThat(ids(positions.window(3, 2, 1))).containsExactly("f30");
        }
    }

    private static List<String> ids(List<Image> images) {
        return images.stream().map(Image::id).toList();
    }

    @Test
    void framesThatLookTheSameShareAnAnswer() {
        List<Image> asked = new ArrayList<>();
        SharedAnswers<Integer> answers = new SharedAnswers<>(2, image -> {
            asked.add(image);
            return Optional.of(asked.size());
        });
        Image one = frame(1, true).image();
        Image other = frame(2, true).image();
        assertThat(answers.of(one)).contains(1);
        assertThat(answers.remarks()).isEmpty();
        assertThat(answers.of(one)).contains(1);
        assertThat(answers.of(other)).contains(2);
        assertThat(answers.of(one)).contains(3);
        assertThat(asked).hasSize(3);
        assertThat(answers.remarks())
                .singleElement()
                .asString()
                .startsWith("the model was asked about 3 frames; 1 more");
        SharedAnswers<Integer> alone = new SharedAnswers<>(-1, image -> Optional.of(0));
        alone.of(one);
        alone.of(one);
        assertThat(alone.remarks()).isEmpty();
    }

    @Test
    void anAnswerThatCannotBeReadIsNotShared() {
        List<Image> asked = new ArrayList<>();
        SharedAnswers<Integer> answers = new SharedAnswers<>(2, image -> {
            asked.add(image);
            return asked.size() == 1 ? Optional.empty() : Optional.of(asked.size());
        });
        Image image = frame(1, true).image();
        assertThat(answers.of(image)).isEmpty();
        assertThat(answers.of(image)).contains(2);
        assertThat(answers.of(image)).contains(2);
        assertThat(asked).hasSize(2);
        assertThat(answers.remarks())
                .singleElement()
                .asString()
                .startsWith("the model was asked about 2 frames; 1 more");
    }

    @Test
    void theHashSaysWhichCellIsBrighterThanTheNext() {
        float[] falling = new float[8 * 9];
        for (int i = 0; i < falling.length; i++) {
            falling[i] = 1 - i % 9 / 9f;
        }
        Image image = Image.of("falling", 1, 8, 9, falling);
        assertThat(DifferenceHash.of(image)).isEqualTo(-1L);
        falling[0] = 0;
        assertThat(DifferenceHash.distance(DifferenceHash.of(Image.of("one", 1, 8, 9, falling)), -1L))
                .isEqualTo(1);
    }
}
