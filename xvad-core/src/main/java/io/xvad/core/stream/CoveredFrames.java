package io.xvad.core.stream;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Cover;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Scores covered frames, and gives back the frames as they came, with nothing found where they are covered. */
final class CoveredFrames implements FrameScorer {

    private final FrameScorer scorer;
    private final Cover cover;
    private final Deque<Frame> waiting = new ArrayDeque<>();

    CoveredFrames(FrameScorer scorer, Cover cover) {
        this.scorer = scorer;
        this.cover = cover;
    }

    @Override
    public List<ScoredFrame> push(Frame frame) {
        Frame covered = frame.covered(cover);
        List<ScoredFrame> scored = scorer.push(covered);
        waiting.add(frame);
        return asTheyCame(scored);
    }

    @Override
    public List<ScoredFrame> finish() {
        return asTheyCame(scorer.finish());
    }

    @Override
    public void finish(Consumer<ScoredFrame> sink) {
        scorer.finish(scored -> sink.accept(asItCame(scored, waiting.remove())));
    }

    @Override
    public List<String> remarks() {
        return scorer.remarks();
    }

    private List<ScoredFrame> asTheyCame(List<ScoredFrame> scored) {
        return scored.stream().map(one -> asItCame(one, waiting.remove())).toList();
    }

    private ScoredFrame asItCame(ScoredFrame scored, Frame frame) {
        Optional<AnomalyMap> map = scored.map().map(cover::lowest);
        double score = cover.score(
                scored.score(), scored.map().stream().toList(), map.stream().toList());
        List<Finding> findings = scored.findings().stream()
                .filter(finding -> !cover.hides(
                        finding.box(), frame.image().height(), frame.image().width()))
                .toList();
        return new ScoredFrame(frame, score, map, findings);
    }

    @Override
    public void close() {
        scorer.close();
    }
}
