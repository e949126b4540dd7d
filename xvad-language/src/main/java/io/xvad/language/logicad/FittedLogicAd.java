package io.xvad.language.logicad;

import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.capability.ChecksRules;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.RuleTrace;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.language.detector.ChatOptions;
import io.xvad.language.logic.Conclusion;
import io.xvad.language.logic.Reasoner;
import io.xvad.language.logic.Specification;
import java.util.List;

/** Scores by whether facts contradict a specification. Thread-safe. */
final class FittedLogicAd implements FittedDetector, ChecksRules {

    private final FactQuestions questions;
    private final Specification specification;
    private final Provenance provenance;

    FittedLogicAd(FactQuestions questions, Specification specification, Provenance provenance) {
        this.questions = questions;
        this.specification = specification;
        this.provenance = provenance;
    }

    /**
     * The mean over the samples: 1 for one whose facts contradict the specification, 0 for one whose facts make it hold, the score of what is undecided for the others.
     *
     * @throws IllegalArgumentException naming the image, if no sample can be read
     */
    @Override
    public Detection detect(Sample sample) {
        double score = concluded(sample).stream()
                .mapToDouble(one -> score(one.conclusion().kind()))
                .average()
                .orElseThrow();
        return Detection.undecided(sample.id(), score);
    }

    private double score(Conclusion.Kind kind) {
        return switch (kind) {
            case CONTRADICTION -> 1;
            case ENTAILED -> 0;
            case UNDECIDED -> questions.options().get(LogicAd.UNDECIDED);
        };
    }

    private List<DescribedImage.Concluded> concluded(Sample sample) {
        int samples = questions.options().get(ChatOptions.SAMPLES);
        return questions.ask(sample.requireImage(), specification, samples).stream()
                .map(described ->
                        new DescribedImage.Concluded(described, Reasoner.conclude(specification, described.facts())))
                .toList();
    }

    /** A rule counts as violated if the facts of at least half of the answers break it; last come descriptions and facts. */
    @Override
    public List<RuleTrace> rules(Sample sample) {
        return Traces.of(concluded(sample));
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.none().with(ChecksRules.class, this);
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        LogicAd.write(specification, model);
        questions.chat().write(model);
    }

    @Override
    public void close() {}
}
