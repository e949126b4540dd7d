package io.xvad.video.language.vera;

import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.XvadModelException;
import io.xvad.core.capability.TellsReasons.Told;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.PlansScoring;
import io.xvad.core.stream.TellsFrameReasons;
import io.xvad.language.ask.Reply;
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

/** The questions that guide the model. Thread-safe. */
final class VeraModel implements VideoModel, PlansScoring, TellsFrameReasons {

    private static final String QUESTIONS = "questions";

    private final Chat chat;
    private final Questions questions;
    private final QuestionSet set;
    private final Optional<JointEmbedder> embedder;

    VeraModel(Chat chat, Questions questions, QuestionSet set, Optional<JointEmbedder> embedder) {
        this.chat = chat;
        this.questions = questions;
        this.set = set;
        this.embedder = embedder;
    }

    @Override
    public FrameScorer scorer(double framesPerSecond) {
        return scorer(framesPerSecond, labelled -> {});
    }

    private FrameScorer scorer(double framesPerSecond, Consumer<List<Labelled>> listener) {
        return new LookAheadScorer(grid(framesPerSecond), positions -> {
            Labelling labelling = new Labelling(questions, set, embedder);
            List<Labelled> labelled = labelling.labelled(positions);
            listener.accept(labelled);
            return new Scores(labelled.stream().mapToDouble(Labelled::score).toArray(), labelling.remarks());
        });
    }

    private ClipGrid grid(double framesPerSecond) {
        return new ClipGrid(questions.options().get(Vera.STRIDE), framesPerSecond);
    }

    /** The answers to the questions about the window around the position of the highest score. */
    @Override
    public List<FrameReason> reasons(Clip clip) {
        List<Labelled> labelled = new ArrayList<>();
        try (FrameScorer scorer = scorer(clip.framesPerSecond(), labelled::addAll)) {
            Frame.of(clip).forEach(scorer::push);
            scorer.finish(scored -> {});
        }
        Labelled peak = labelled.stream()
                .max(Comparator.comparingDouble(Labelled::score)
                        .thenComparing(Labelled::frame, Comparator.reverseOrder()))
                .orElseThrow();
        List<FrameReason> reasons = new ArrayList<>();
        for (Reply<Guided> reply : peak.replies()) {
            reply.value().ifPresent(guided -> reasons.add(reason(peak, reply, guided, clip)));
        }
        return reasons;
    }

    private FrameReason reason(Labelled peak, Reply<Guided> reply, Guided guided, Clip clip) {
        int frame = Math.toIntExact(peak.frame());
        Image image = clip.frames().get(frame);
        String text = answered(guided);
        return new FrameReason(
                frame,
                new Told(
                        text,
                        guided.anomalous(),
                        guided.anomalous() ? 1 : 0,
                        questions.locator().locate(image, text),
                        reply.model(),
                        reply.sample()),
                questions.sha256());
    }

    /** Each question with its answer, as far as there are any. */
    private String answered(Guided guided) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < guided.answers().size(); i++) {
            String question = i < set.questions().size() ? set.questions().get(i) + " " : "";
            text.append(i == 0 ? "" : " ")
                    .append(question)
                    .append(guided.answers().get(i).strip());
        }
        return text.toString();
    }

    @Override
    public double callsPerMinute(double framesPerSecond) {
        return grid(framesPerSecond).positionsPerMinute() * questions.options().get(ChatOptions.SAMPLES);
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
        model.strings(QUESTIONS, set.questions());
        Embedders.write(embedder, model);
        chat.write(model);
    }

    /**
     * Reads the questions that {@link #save} wrote.
     *
     * @throws XvadModelException if they are missing or broken
     */
    static QuestionSet readQuestions(ModelReader model) {
        try {
            return new QuestionSet(model.strings(QUESTIONS));
        } catch (IllegalArgumentException e) {
            throw new XvadModelException("entry '" + QUESTIONS + "' is broken: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        embedder.ifPresent(JointEmbedder::close);
    }
}
