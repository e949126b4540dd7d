package io.xvad.video.language.vera;

import io.xvad.core.LabelledSamples;
import io.xvad.core.Samples;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;
import org.apache.commons.rng.simple.RandomSource;

/** Questions learned from labelled clips. Where normal ones are among these, from them alone; else also from as many of the normal clips, evenly. Where only one has a label, none is held out, and all validate. */
final class LearnedQuestions {

    private LearnedQuestions() {}

    /** The questions; the generic ones where there is no anomalous clip to learn from. */
    static QuestionSet from(TrainingRecord data, Questions questions, FitRequest request) {
        LabelledSamples labelled = data.labelled();
        if (IntStream.range(0, labelled.size())
                .noneMatch(index -> labelled.label(index).anomalous())) {
            return QuestionSet.generic();
        }
        Options options = request.options();
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(request.seed());
        List<LabelledStretch> stretches = stretches(labelled, data.normals(), options, random);
        List<LabelledStretch> training = new ArrayList<>();
        List<LabelledStretch> validation = new ArrayList<>();
        Collection<List<LabelledStretch>> labels = stretches.stream()
                .collect(Collectors.partitioningBy(LabelledStretch::anomalous))
                .values();
        boolean alone = labels.stream().anyMatch(same -> same.size() == 1);
        for (List<LabelledStretch> same : labels) {
            int held = alone ? 0 : held(same.size(), options.get(Vera.VALIDATION));
            validation.addAll(same.subList(0, held));
            training.addAll(same.subList(held, same.size()));
        }
        return new VerbalOptimiser(
                        questions, options.get(Vera.EPOCHS), options.get(Vera.BATCH), options.get(Vera.VALIDATE_EVERY))
                .learned(
                        QuestionSet.generic(),
                        training,
                        validation.isEmpty() ? training : validation,
                        random,
                        request.progress());
    }

    private static int held(int size, double share) {
        return Math.max(0, Math.min(size - 1, (int) Math.ceil(size * share)));
    }

    /** In an order that the seed draws. */
    private static List<LabelledStretch> stretches(
            LabelledSamples labelled, Samples normals, Options options, UniformRandomProvider random) {
        List<LabelledStretch> stretches = new ArrayList<>();
        int anomalous = 0;
        for (int i = 0; i < labelled.size(); i++) {
            Cancellation.check();
            boolean label = labelled.label(i).anomalous();
            anomalous += label ? 1 : 0;
            stretches.add(LabelledStretch.of(labelled.get(i), label, options));
        }
        if (anomalous == labelled.size()) {
            int count = Math.min(anomalous, normals.size());
            for (int i = 0; i < count; i++) {
                Cancellation.check();
                stretches.add(
                        LabelledStretch.of(normals.get((int) ((long) i * normals.size() / count)), false, options));
            }
        }
        ListSampler.shuffle(random, stretches);
        return stretches;
    }
}
