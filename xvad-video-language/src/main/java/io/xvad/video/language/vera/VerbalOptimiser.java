package io.xvad.video.language.vera;

import io.xvad.core.Image;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import io.xvad.language.ask.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;

/**
 * Learns questions as a network learns weights: a learner labels batches of videos with them, an optimiser sees where that was wrong and writes new ones, and of all sets the one with which the learner was right most often
 * on the videos to validate with is kept, the earlier of equals. Ends early when it was always right. Immutable.
 *
 * @param questions that learner and optimiser are asked
 * @param epochs over the videos, at least 1
 * @param batch videos that the optimiser sees at once, at least 1
 * @param validateEvery steps from one validation to the next; 0 for the end of each epoch
 */
record VerbalOptimiser(Questions questions, int epochs, int batch, int validateEvery) {

    /**
     * The questions with the best accuracy on validation.
     *
     * @param training at least one
     * @param validation at least one
     */
    QuestionSet learned(
            QuestionSet initial,
            List<LabelledStretch> training,
            List<LabelledStretch> validation,
            UniformRandomProvider random,
            ProgressListener progress) {
        QuestionSet current = initial;
        QuestionSet best = initial;
        double highest = accuracy(initial, validation);
        List<LabelledStretch> shuffled = new ArrayList<>(training);
        int batches = (training.size() + batch - 1) / batch;
        int every = validateEvery == 0 ? batches : validateEvery;
        for (int step = 0; step < epochs * batches && highest < 1; step++) {
            Cancellation.check();
            if (step % batches == 0) {
                ListSampler.shuffle(random, shuffled);
            }
            int from = step % batches * batch;
            current = step(current, shuffled.subList(from, Math.min(shuffled.size(), from + batch)));
            if ((step + 1) % every == 0 || step + 1 == epochs * batches) {
                double accuracy = accuracy(current, validation);
                if (accuracy > highest) {
                    highest = accuracy;
                    best = current;
                }
            }
            progress.progressed("optimiser steps", step + 1L, (long) epochs * batches);
        }
        return best;
    }

    /** New questions after a batch; the same if no answer of the optimiser can be read. */
    private QuestionSet step(QuestionSet set, List<LabelledStretch> videos) {
        List<Image> frames = new ArrayList<>();
        videos.forEach(video -> frames.addAll(video.frames()));
        String results = IntStream.range(0, videos.size())
                .mapToObj(i -> "video " + (i + 1) + ": label "
                        + label(set, videos.get(i)).map(VerbalOptimiser::digit).orElse("none")
                        + ", which should be " + digit(videos.get(i).anomalous()))
                .collect(Collectors.joining("\n"));
        return questions.improved(set, frames, videos.size(), results).orElse(set);
    }

    private static String digit(boolean anomalous) {
        return anomalous ? "1" : "0";
    }

    private Optional<Boolean> label(QuestionSet set, LabelledStretch video) {
        Reply<Guided> reply = questions.labels(set, video.frames(), 1).get(0);
        return reply.value().map(Guided::anomalous);
    }

    /** The share of videos with the right label; one of which no label can be read is wrong. */
    private double accuracy(QuestionSet set, List<LabelledStretch> videos) {
        long right = videos.stream()
                .filter(video -> label(set, video)
                        .map(label -> label == video.anomalous())
                        .orElse(false))
                .count();
        return right / (double) videos.size();
    }
}
