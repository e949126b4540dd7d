package io.xvad.video.language.lavad;

import io.xvad.core.Clip;
import io.xvad.core.capability.TellsReasons.Told;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.PlansScoring;
import io.xvad.core.stream.TellsFrameReasons;
import io.xvad.language.detector.Chat;
import io.xvad.language.detector.ChatOptions;
import io.xvad.video.language.embed.Embedders;
import io.xvad.video.language.embed.JointEmbedder;
import io.xvad.video.language.frame.ClipGrid;
import io.xvad.video.language.frame.LookAheadScorer;
import io.xvad.video.language.frame.LookAheadScorer.Scores;
import io.xvad.video.stream.VideoModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What is asked and what compares. Thread-safe. */
final class LavadModel implements VideoModel, PlansScoring, TellsFrameReasons {

    private static final int FIXED_CALLS = 2;
    private static final double HALF = 0.5;

    private final Chat chat;
    private final Questions questions;
    private final JointEmbedder embedder;

    LavadModel(Chat chat, Questions questions, JointEmbedder embedder) {
        this.chat = chat;
        this.questions = questions;
        this.embedder = embedder;
    }

    @Override
    public FrameScorer scorer(double framesPerSecond) {
        return scorer(framesPerSecond, rated -> {});
    }

    private FrameScorer scorer(double framesPerSecond, Consumer<List<Rated>> listener) {
        return new LookAheadScorer(grid(framesPerSecond), positions -> {
            Rating rating = new Rating(questions, embedder);
            List<Rated> rated = rating.rated(positions);
            listener.accept(rated);
            return new Scores(rated.stream().mapToDouble(Rated::score).toArray(), rating.remarks());
        });
    }

    private ClipGrid grid(double framesPerSecond) {
        return new ClipGrid(questions.options().get(Lavad.STRIDE), framesPerSecond);
    }

    /** The summary of the position of the highest score. */
    @Override
    public List<FrameReason> reasons(Clip clip) {
        List<Rated> rated = new ArrayList<>();
        try (FrameScorer scorer = scorer(clip.framesPerSecond(), rated::addAll)) {
            Frame.of(clip).forEach(scorer::push);
            scorer.finish(scored -> {});
        }
        Optional<Rated> peak = rated.stream()
                .filter(each -> !each.summary().isEmpty())
                .max(Comparator.comparingDouble(Rated::score).thenComparing(Rated::frame, Comparator.reverseOrder()));
        return peak.map(most -> reason(most, clip)).stream().toList();
    }

    private FrameReason reason(Rated peak, Clip clip) {
        int frame = Math.toIntExact(peak.frame());
        return new FrameReason(
                frame,
                new Told(
                        peak.summary(),
                        peak.score() >= HALF,
                        peak.score(),
                        questions.locator().locate(clip.frames().get(frame), peak.summary()),
                        peak.model(),
                        0),
                questions.sha256());
    }

    @Override
    public double callsPerMinute(double framesPerSecond) {
        return grid(framesPerSecond).positionsPerMinute()
                * (FIXED_CALLS + questions.options().get(ChatOptions.SAMPLES));
    }

    @Override
    public boolean looksAhead() {
        return true;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.none().with(PlansScoring.class, this).with(TellsFrameReasons.class, this);
    }

    @Override
    public void save(ModelWriter model) {
        Embedders.write(Optional.of(embedder), model);
        chat.write(model);
    }

    @Override
    public void close() {
        embedder.close();
    }
}
