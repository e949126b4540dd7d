package io.xvad.video.language.anomalyruler;

import io.xvad.core.Clip;
import io.xvad.core.Samples;
import io.xvad.core.XvadModelException;
import io.xvad.core.XvadTrainingException;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.progress.Cancellation;
import io.xvad.video.language.frame.Caption;
import io.xvad.video.language.frame.Captioner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * The rule book and where it comes from. Immutable.
 *
 * @param book the rules
 * @param origin in words
 */
record InducedRules(RuleBook book, String origin) {

    private static final String BOOK = "rule-book";
    private static final String ORIGIN = "rule-origin";

    /** Rules of the user's own. */
    static InducedRules given(String text) {
        return new InducedRules(RuleBook.parse(text), "given by the user");
    }

    /**
     * Rules induced from frames of normal clips that the seed draws, one from each of as many clips as there are.
     *
     * @throws XvadTrainingException if no description of a frame, or no rule, can be read
     */
    static InducedRules from(Samples normals, Questions questions, FitRequest request) {
        int batches = request.options().get(AnomalyRuler.BATCHES);
        int size = request.options().get(AnomalyRuler.BATCH_SIZE);
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(request.seed());
        List<Caption> captions = new ArrayList<>(described(normals, batches * size, questions, request, random));
        if (captions.isEmpty()) {
            throw new XvadTrainingException("none of the model's descriptions of normal frames can be read");
        }
        ListSampler.shuffle(random, captions);
        List<List<String>> batched = new ArrayList<>();
        for (int from = 0; from < captions.size(); from += size) {
            batched.add(captions.subList(from, Math.min(captions.size(), from + size)).stream()
                    .map(Caption::text)
                    .toList());
        }
        RuleBook book = new RuleInduction(questions, request.options().get(AnomalyRuler.VOTES))
                .induce(batched, request.progress());
        String model = captions.get(0).model();
        return new InducedRules(
                book,
                "induced from " + captions.size() + " normal frames that " + (model.isEmpty() ? "the model" : model)
                        + " described, in " + batched.size() + " batches, by the prompt of SHA-256 "
                        + questions.sha256(Questions.INDUCE));
    }

    private static List<Caption> described(
            Samples normals, int wanted, Questions questions, FitRequest request, UniformRandomProvider random) {
        Captioner captioner = questions.captioner();
        List<Caption> captions = new ArrayList<>();
        int[] clips = clips(normals.size(), wanted, random);
        for (int i = 0; i < clips.length; i++) {
            Cancellation.check();
            Clip clip = normals.get(clips[i]).requireClip();
            int frame = random.nextInt(clip.frames().size());
            Optional<Caption> caption = captioner.describe(clip.frames().get(frame));
            caption.ifPresent(captions::add);
            request.progress().progressed("descriptions", i + 1L, clips.length);
        }
        return captions;
    }

    /** Indices of clips in ascending order, each as often as frames of it are wanted. */
    private static int[] clips(int size, int wanted, UniformRandomProvider random) {
        int[] clips = new int[wanted];
        for (int from = 0; from < wanted; from += size) {
            int count = Math.min(size, wanted - from);
            int[] drawn = new PermutationSampler(random, size, count).sample();
            System.arraycopy(drawn, 0, clips, from, count);
        }
        Arrays.sort(clips);
        return clips;
    }

    void write(ModelWriter model) {
        model.strings(BOOK, List.of(book.text()));
        model.strings(ORIGIN, List.of(origin));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws XvadModelException if an entry is missing or broken
     */
    static InducedRules read(ModelReader model) {
        try {
            return new InducedRules(
                    RuleBook.parse(model.strings(BOOK).get(0)),
                    model.strings(ORIGIN).get(0));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new XvadModelException("the rule book is broken: " + e.getMessage(), e);
        }
    }
}
