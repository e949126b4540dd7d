package io.xvad.video.motion;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Samples;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.video.Walks;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MotionScorerTest {

    private static final int LATE = 3;

    /** Scores the frame so many before, by its number. */
    private static MotionScorer late() {
        BackgroundImage background = BackgroundImage.of(Samples.of(Walks.normals(2)), 240, false);
        Deque<Frame> recent = new ArrayDeque<>();
        return new MotionScorer(new MotionSource(background, 25), motion -> {
            recent.addLast(motion.frame());
            return recent.size() <= LATE ? Optional.empty() : Optional.of(scored(recent.removeFirst()));
        });
    }

    private static ScoredFrame scored(Frame frame) {
        int pixels = frame.image().height() * frame.image().width();
        AnomalyMap map = AnomalyMap.of(frame.image().height(), frame.image().width(), new float[pixels]);
        return new ScoredFrame(frame, frame.index(), map, List.of());
    }

    private static List<Double> scores(int frames) {
        List<ScoredFrame> out = new ArrayList<>();
        try (MotionScorer scorer = late()) {
            for (Frame frame : Frame.of(Walks.clip(5, frames, 20, 1, 10))) {
                out.addAll(scorer.push(frame));
            }
            out.addAll(scorer.finish());
        }
        assertThat(out.stream().map(one -> one.frame().index()))
                .as("every frame once, in order")
                .isEqualTo(LongStream.range(0, frames).boxed().toList());
        return out.stream().map(ScoredFrame::score).toList();
    }

    @Test
    void framesBeforeTheFirstScoredAndAfterTheLastHaveTheirs() {
        assertThat(scores(8)).containsExactly(1.0, 1.0, 2.0, 3.0, 4.0, 4.0, 4.0, 4.0);
    }

    @Test
    void aVideoTooShortIsScoredAsIfItHadStopped() {
        assertThat(scores(2)).containsExactly(1.0, 1.0);
    }
}
