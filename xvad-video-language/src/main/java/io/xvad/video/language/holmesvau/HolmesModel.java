package io.xvad.video.language.holmesvau;

import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.capability.TellsReasons.Told;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.Models;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Options;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.PlansScoring;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.core.stream.TellsFrameReasons;
import io.xvad.language.ask.Reply;
import io.xvad.language.detector.Chat;
import io.xvad.video.stream.VideoModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A scorer, and a model that explains what it chooses. Thread-safe. */
final class HolmesModel implements VideoModel, PlansScoring, TellsFrameReasons {

    static final String SCORER = "scorer";

    private final Chat chat;
    private final Explaining explaining;
    private final Scorer scorer;

    HolmesModel(Chat chat, Explaining explaining, Scorer scorer) {
        this.chat = chat;
        this.explaining = explaining;
        this.scorer = scorer;
    }

    @Override
    public FrameScorer scorer(double framesPerSecond) {
        return scorer.frames().scorer(framesPerSecond);
    }

    /** What the model says of the frames that the scores of the clip choose; about the frame of the highest score. Says no place. */
    @Override
    public List<FrameReason> reasons(Clip clip) {
        double[] scores = scorer.frames().scored(clip).stream()
                .mapToDouble(ScoredFrame::score)
                .toArray();
        int peak = IntStream.range(0, scores.length)
                .reduce((best, next) -> scores[next] > scores[best] ? next : best)
                .orElseThrow();
        List<FrameReason> reasons = new ArrayList<>();
        for (Reply<Explained> reply : explaining.explained(chosen(clip, scores))) {
            reply.value().ifPresent(said -> reasons.add(new FrameReason(peak, told(said, reply), explaining.sha256())));
        }
        return reasons;
    }

    private static Told told(Explained said, Reply<Explained> reply) {
        return new Told(
                said.description().strip() + " " + said.analysis().strip(),
                said.anomalous(),
                said.anomalous() ? 1 : 0,
                Optional.empty(),
                reply.model(),
                reply.sample());
    }

    private List<Image> chosen(Clip clip, double[] scores) {
        Options options = explaining.options();
        int[] positions = IntStream.range(0, scores.length)
                .filter(frame -> frame % options.get(HolmesVau.STRIDE) == 0)
                .toArray();
        double[] scaled = IntStream.of(positions)
                .mapToDouble(frame -> scorer.scaled(scores[frame]))
                .toArray();
        int[] sampled =
                DensityAwareSampling.sample(scaled, options.get(HolmesVau.SELECTED), options.get(HolmesVau.ADDED));
        return IntStream.of(sampled)
                .distinct()
                .mapToObj(index -> clip.frames().get(positions[index]))
                .toList();
    }

    @Override
    public double callsPerMinute(double framesPerSecond) {
        return scorer.callsPerMinute(framesPerSecond);
    }

    @Override
    public boolean looksAhead() {
        return scorer.looksAhead();
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.none().with(PlansScoring.class, this).with(TellsFrameReasons.class, this);
    }

    @Override
    public void save(ModelWriter model) {
        model.bytes(SCORER, Models.toBytes(scorer.detector()));
        chat.write(model);
    }

    @Override
    public void close() {
        scorer.detector().close();
    }
}
