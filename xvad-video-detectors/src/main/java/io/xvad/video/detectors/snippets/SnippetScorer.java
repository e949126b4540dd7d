package io.xvad.video.detectors.snippets;

import io.xvad.core.Image;
import io.xvad.core.stream.Finding;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.ScoredFrame;
import java.util.List;
import java.util.Optional;

/** Gives each frame the score of its snippet, when the last frame of that is there. */
final class SnippetScorer implements FrameScorer {

    private final SnippetWatch watch;
    private final int grid;
    private final NormalScores normal;

    SnippetScorer(SnippetWatch watch, int grid, NormalScores normal) {
        this.watch = watch;
        this.grid = grid;
        this.normal = normal;
    }

    @Override
    public List<ScoredFrame> push(Frame frame) {
        return watch.push(frame).map(this::scored).orElse(List.of());
    }

    @Override
    public List<ScoredFrame> finish() {
        return watch.rest().map(this::scored).orElse(List.of());
    }

    private List<ScoredFrame> scored(SnippetWatch.Judged judged) {
        SnippetJudge.Judgement judgement = judged.judgement();
        PlaceMap places = new PlaceMap(grid, judgement.places());
        Image image = judged.frames().get(0).image();
        var map = places.on(image);
        Finding finding = new Finding(
                places.highest(image),
                judgement.score(),
                List.of(normal.attribute(judgement.score())),
                Optional.empty());
        return judged.frames().stream()
                .map(frame -> new ScoredFrame(frame, judgement.score(), map, List.of(finding)))
                .toList();
    }

    @Override
    public void close() {}
}
