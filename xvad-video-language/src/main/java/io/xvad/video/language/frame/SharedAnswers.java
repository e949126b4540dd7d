package io.xvad.video.language.frame;

import io.xvad.core.Image;
import io.xvad.core.option.OptionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks about a frame only if it looks otherwise than the last one that was asked about; else the answer is shared. One that could not be read is not. Of one video, in order; not thread-safe.
 *
 * @param <T> an answer
 */
public final class SharedAnswers<T> {

    /** The option of how much a frame may differ. */
    public static final OptionSpec<Integer> OPTION = OptionSpec.integer(
            "near-identical",
            2,
            -1,
            64,
            "Frames whose hashes of 64 bits (dHash) differ by no more bits than this share an answer; -1 for none that do");

    private final int most;
    private final Function<Image, Optional<T>> asking;
    private Optional<Asked<T>> last = Optional.empty();
    private int asked;
    private int shared;

    private record Asked<T>(long hash, T answer) {}

    /**
     * Answers that may be shared.
     *
     * @param most bits that may differ; -1 to share none
     * @param asking about a frame; empty if the answer cannot be read
     */
    public SharedAnswers(int most, Function<Image, Optional<T>> asking) {
        this.most = most;
        this.asking = asking;
    }

    /** The answer about a frame, or that about the last frame that was asked about; empty if it cannot be read. */
    public Optional<T> of(Image image) {
        long hash = DifferenceHash.of(image);
        if (last.isPresent() && DifferenceHash.distance(last.get().hash, hash) <= most) {
            shared++;
            return Optional.of(last.get().answer);
        }
        Optional<T> answer = asking.apply(image);
        asked++;
        last = answer.map(known -> new Asked<>(hash, known));
        return answer;
    }

    /** How many frames shared an answer, in a sentence; none if none did. */
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (shared > 0) {
            remarks.add("the model was asked about " + asked + " frames; " + shared
                    + " more were nearly identical to the one before and share its answer");
        }
        return remarks;
    }
}
