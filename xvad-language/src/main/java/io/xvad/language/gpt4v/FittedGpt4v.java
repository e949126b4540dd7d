package io.xvad.language.gpt4v;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.Sample;
import io.xvad.core.capability.TellsReasons;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.language.ask.Reply;
import io.xvad.language.region.Division;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Scores by what a model says. Thread-safe. */
final class FittedGpt4v implements FittedDetector, TellsReasons {

    private final Questions questions;
    private final Provenance provenance;

    FittedGpt4v(Questions questions, Provenance provenance) {
        this.questions = questions;
        this.provenance = provenance;
    }

    /**
     * Scores an image by the mean of what the samples say; a region by the mean of the scores of those that name it and of 0 for the others.
     *
     * @throws IllegalArgumentException naming the image, if no sample can be read
     */
    @Override
    public Detection detect(Sample sample) {
        Image image = sample.requireImage();
        Questions.Asked asked = questions.ask(image);
        List<Verdict> verdicts = Reply.read(image, asked.replies());
        double score =
                verdicts.stream().mapToDouble(Verdict::weighted).average().orElseThrow();
        Optional<AnomalyMap> map = asked.division().map(division -> map(division, verdicts, image));
        return Detection.undecided(image.id(), score, map.stream().toList());
    }

    private static AnomalyMap map(Division division, List<Verdict> verdicts, Image image) {
        Map<Integer, Double> values = new HashMap<>();
        for (Verdict verdict : verdicts) {
            for (int region : new TreeSet<>(verdict.regions())) {
                values.merge(region, verdict.weighted() / verdicts.size(), Double::sum);
            }
        }
        return division.paint(values, image.height(), image.width());
    }

    @Override
    public List<Told> reasons(Image image) {
        Questions.Asked asked = questions.ask(image);
        List<Told> told = new ArrayList<>();
        for (Reply<Verdict> reply : asked.replies()) {
            reply.value().ifPresent(verdict -> {
                Optional<Mask> place = asked.division()
                        .map(division -> division.mask(Set.copyOf(verdict.regions()), image.height(), image.width()))
                        .filter(Mask::any);
                told.add(new Told(
                        verdict.reason(), verdict.anomalous(), verdict.score(), place, reply.model(), reply.sample()));
            });
        }
        return told;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.none().with(TellsReasons.class, this);
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        questions.write(model);
    }

    @Override
    public void close() {}
}
