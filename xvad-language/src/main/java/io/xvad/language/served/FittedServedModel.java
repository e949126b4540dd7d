package io.xvad.language.served;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.TellsReasons;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.language.ask.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Scores by the yes and no of a served model, and perhaps by its expert. Thread-safe. */
final class FittedServedModel implements FittedDetector, TellsReasons {

    private final ServedQuestion question;
    private final Optional<Expert> expert;
    private final Provenance provenance;

    FittedServedModel(ServedQuestion question, Optional<Expert> expert, Provenance provenance) {
        this.question = question;
        this.expert = expert;
        this.provenance = provenance;
    }

    /**
     * Scores an image by the share of the answers that say yes, or the mean of that and one minus the expert's p-value. The map is the expert's; without one, each ninth of the image has the share of the answers
     * that name it, if the model names places.
     *
     * @throws IllegalArgumentException naming the image, if no sample can be read
     */
    @Override
    public Detection detect(Sample sample) {
        Image image = sample.requireImage();
        Optional<Detection> found = expert.map(one -> one.fitted().detect(image));
        List<WordAnswer> answers = Reply.read(image, question.ask(image, expert, found));
        double yes = answers.stream()
                .mapToDouble(answer -> answer.anomalous() ? 1 : 0)
                .average()
                .orElseThrow();
        boolean both = question.options().get(ServedModelDetector.SCORE).equals("both");
        double score = both ? (yes + strangeness(found.orElseThrow())) / 2 : yes;
        return Detection.undecided(image.id(), score, maps(image, found, answers));
    }

    private static double strangeness(Detection found) {
        return 1
                - found.verdict()
                        .pValue()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "option 'score': 'both' needs an expert that gives p-values"));
    }

    private List<AnomalyMap> maps(Image image, Optional<Detection> found, List<WordAnswer> answers) {
        if (found.isPresent()) {
            return found.get().maps();
        }
        if (!question.namesPlaces()) {
            return List.of();
        }
        Map<Integer, Double> shares = new HashMap<>();
        answers.forEach(
                answer -> answer.ninths().forEach(ninth -> shares.merge(ninth, 1.0 / answers.size(), Double::sum)));
        return List.of(WordAnswer.division(image.height(), image.width()).paint(shares, image.height(), image.width()));
    }

    @Override
    public List<Told> reasons(Image image) {
        Optional<Detection> found = expert.map(one -> one.fitted().detect(image));
        List<Told> told = new ArrayList<>();
        for (Reply<WordAnswer> reply : question.ask(image, expert, found)) {
            reply.value()
                    .ifPresent(answer -> told.add(new Told(
                            answer.text(),
                            answer.anomalous(),
                            answer.anomalous() ? 1 : 0,
                            answer.place(image.height(), image.width()),
                            reply.model(),
                            reply.sample())));
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
        expert.ifPresent(one -> one.write(model));
        question.chat().write(model);
    }

    @Override
    public void close() {
        expert.ifPresent(one -> one.fitted().close());
    }
}
