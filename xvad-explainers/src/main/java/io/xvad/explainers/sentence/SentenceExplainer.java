package io.xvad.explainers.sentence;

import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.capability.ComparesSentences;
import io.xvad.core.capability.ComparesSentences.SentenceSimilarity;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.RuleTrace;
import io.xvad.core.explain.Statement;
import io.xvad.core.option.OptionSpec;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells which sentences an image is most like, of those that call what it shows normal and of those that call it anomalous. That is of the whole image, and
 * does not say where; a detector that compares an image with sentences decides by means over all of them, not by these few.
 */
public final class SentenceExplainer implements Explainer {

    /** The number of sentences told of each kind, normal and anomalous. */
    public static final OptionSpec<Integer> SENTENCES =
            OptionSpec.integer("sentences", 2, 1, 1000, "Sentences told of each kind, the most alike first");

    private static final String RULE =
            "an image is more like some sentence for a normal thing than like any for an anomalous one";

    @Override
    public String name() {
        return "sentences";
    }

    @Override
    public String description() {
        return "Tells which of a detector's sentences for normal and for anomalous things an image is most like";
    }

    @Override
    public Set<Class<?>> requiredCapabilities() {
        return Set.of(ComparesSentences.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(SENTENCES);
    }

    /** A rule with the sentences as its facts, and a statement that rests on it; nothing for a detector that has no sentences. */
    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        List<SentenceSimilarity> all =
                fitted.capability(ComparesSentences.class).orElseThrow().sentences(sample.requireImage());
        int count = request.options().get(SENTENCES);
        List<SentenceSimilarity> normal = most(all, false, count);
        List<SentenceSimilarity> anomalous = most(all, true, count);
        if (normal.isEmpty() || anomalous.isEmpty()) {
            return List.of();
        }
        boolean violated = anomalous.get(0).similarity() > normal.get(0).similarity();
        List<String> facts = Stream.concat(anomalous.stream(), normal.stream())
                .map(SentenceExplainer::fact)
                .toList();
        return List.of(
                new RuleTrace(RULE, facts, violated), new Statement(words(normal, anomalous), List.of(0), name()));
    }

    private static List<SentenceSimilarity> most(List<SentenceSimilarity> all, boolean anomalous, int count) {
        return all.stream()
                .filter(sentence -> sentence.anomalous() == anomalous)
                .limit(count)
                .toList();
    }

    private static String fact(SentenceSimilarity sentence) {
        return String.format(
                Locale.ROOT,
                "cosine %.3f to \"%s\" (%s)",
                sentence.similarity(),
                sentence.sentence(),
                sentence.anomalous() ? "anomalous" : "normal");
    }

    private static String words(List<SentenceSimilarity> normal, List<SentenceSimilarity> anomalous) {
        return String.format(
                Locale.ROOT,
                "Of the sentences for an anomalous thing the image is most like \"%s\" (cosine %.3f), of those for a normal one most like"
                        + " \"%s\" (%.3f).",
                anomalous.get(0).sentence(),
                anomalous.get(0).similarity(),
                normal.get(0).sentence(),
                normal.get(0).similarity());
    }
}
