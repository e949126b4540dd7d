package io.xvad.video.language.anomize;

import io.xvad.core.stream.Finding;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.ScoredFrame;
import java.util.List;
import java.util.Optional;

/** Gives each frame the score of the position at the beginning of its stretch, at once. */
final class AnomizeScorer implements FrameScorer {

    private final Positions positions;
    private final Reader reader;
    private final Reasons reasons;
    private Optional<Reading> latest = Optional.empty();

    AnomizeScorer(Positions positions, Reader reader, Reasons reasons) {
        this.positions = positions;
        this.reader = reader;
        this.reasons = reasons;
    }

    /** The first frame of a video is a position, so that there is always a reading. */
    @Override
    public List<ScoredFrame> push(Frame frame) {
        positions.push(frame).ifPresent(seen -> latest = Optional.of(reader.read(seen)));
        Reading reading = latest.orElseThrow();
        Finding finding = reasons.finding(reading, frame.image());
        return List.of(new ScoredFrame(frame, reading.score(), Optional.empty(), List.of(finding)));
    }

    @Override
    public List<ScoredFrame> finish() {
        return List.of();
    }

    @Override
    public void close() {}
}
