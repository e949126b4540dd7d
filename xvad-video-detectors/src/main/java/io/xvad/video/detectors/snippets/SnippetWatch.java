package io.xvad.video.detectors.snippets;

import io.xvad.core.capability.AttendsInTime;
import io.xvad.core.stream.Frame;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Cuts a video into snippets and has them judged as they come. Not thread-safe. */
final class SnippetWatch {

    private final WeakDetector.Parts parts;
    private final SnippetJudge judge;
    private final SnippetReader reader;
    private final SnippetBuffer buffer;

    SnippetWatch(WeakDetector.Parts parts, SnippetJudge judge) {
        this.parts = parts;
        this.judge = judge;
        this.reader = parts.features().reader();
        this.buffer = new SnippetBuffer(parts.length());
    }

    /**
     * Frames with what is said of their snippet.
     *
     * @param frames those that get this score
     */
    record Judged(List<Frame> frames, SnippetJudge.Judgement judgement) {

        /** As the stretch of an index. */
        AttendsInTime.Stretch stretch(int index) {
            List<AttendsInTime.Drawn> drawnOn = judgement.drawnOn().stream()
                    .sorted(Comparator.comparingDouble(SnippetJudge.Drawn::weight)
                            .reversed())
                    .map(drawn -> new AttendsInTime.Drawn(index - drawn.ago(), drawn.weight()))
                    .toList();
            return new AttendsInTime.Stretch(
                    Math.toIntExact(frames.get(0).index()),
                    Math.toIntExact(frames.get(frames.size() - 1).index()) + 1,
                    judgement.score(),
                    drawnOn);
        }
    }

    Optional<Judged> push(Frame frame) {
        return buffer.push(frame).map(this::judged);
    }

    Optional<Judged> rest() {
        return buffer.rest().map(this::judged);
    }

    private Judged judged(SnippetBuffer.Cut cut) {
        float[] features = parts.summary().apply(reader.next(Bags.images(cut.seen())));
        float[] compared = parts.normal().compared(features);
        return new Judged(cut.scored(), judge.next(parts.scale().scaled(compared)));
    }
}
