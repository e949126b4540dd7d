package io.xvad.video.detectors.snippets;

import io.xvad.core.capability.AttendsInTime;
import io.xvad.core.stream.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts a video into snippets and has them judged as they come. Not thread-safe. */
final class SnippetWatch {

    private final WeakDetector.Parts parts;
    private final SnippetJudge judge;
    private final SnippetBuffer buffer;

    SnippetWatch(WeakDetector.Parts parts, SnippetJudge judge) {
        this.parts = parts;
        this.judge = judge;
        this.buffer = new SnippetBuffer(parts.length());
    }

    /**
     * Frames with what is said of their snippet.
     *
     * @param frames those that get this score
     */
    record Judged(List<Frame> frames, SnippetJudge.Judgement judgement) {

        AttendsInTime.Stretch stretch() {
            List<Double> past = new ArrayList<>();
            for (float weight : judgement.past()) {
                past.add((double) weight);
            }
            return new AttendsInTime.Stretch(
                    Math.toIntExact(frames.get(0).index()),
                    Math.toIntExact(frames.get(frames.size() - 1).index()) + 1,
                    judgement.score(),
                    past);
        }
    }

    Optional<Judged> push(Frame frame) {
        return buffer.push(frame).map(this::judged);
    }

    Optional<Judged> rest() {
        return buffer.rest().map(this::judged);
    }

    private Judged judged(SnippetBuffer.Cut cut) {
        float[] features = parts.features().of(Bags.images(cut.seen()));
        return new Judged(cut.scored(), judge.next(parts.scale().scaled(parts.summary().apply(features))));
    }
}
