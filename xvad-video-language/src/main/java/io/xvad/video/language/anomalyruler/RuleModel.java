package io.xvad.video.language.anomalyruler;

import io.xvad.core.Clip;
import io.xvad.core.Sample;
import io.xvad.core.capability.ChecksRules;
import io.xvad.core.capability.TellsReasons.Told;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.explain.RuleTrace;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Options;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.PlansScoring;
import io.xvad.core.stream.TellsFrameReasons;
import io.xvad.language.ask.Reply;
import io.xvad.language.detector.Chat;
import io.xvad.language.detector.ChatOptions;
import io.xvad.video.language.frame.ClipGrid;
import io.xvad.video.language.frame.LiveScorer;
import io.xvad.video.language.frame.LookAheadScorer;
import io.xvad.video.language.frame.LookAheadScorer.Scores;
import io.xvad.video.language.frame.SharedAnswers;
import io.xvad.video.stream.VideoModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** A rule book that is applied to videos. Thread-safe. */
final class RuleModel implements VideoModel, PlansScoring, ChecksRules, TellsFrameReasons {

    private final Chat chat;
    private final Questions questions;
    private final InducedRules rules;
    private final Options options;
    private final Reasoner reasoner;
    private final int window;

    RuleModel(Chat chat, Questions questions, InducedRules rules, Options options) {
        this.chat = chat;
        this.questions = questions;
        this.rules = rules;
        this.options = options;
        int samples = options.get(AnomalyRuler.RECHECK) ? options.get(ChatOptions.SAMPLES) : 0;
        this.reasoner = new Reasoner(questions, rules.book(), samples);
        this.window = options.get(AnomalyRuler.WINDOW) | 1;
    }

    @Override
    public FrameScorer scorer(double framesPerSecond) {
        return scorer(framesPerSecond, judged -> {});
    }

    private FrameScorer scorer(double framesPerSecond, Consumer<Judged> listener) {
        ClipGrid grid = new ClipGrid(options.get(AnomalyRuler.STRIDE), framesPerSecond);
        Describing describing = new Describing(questions.captioner(), options.get(SharedAnswers.OPTION));
        if (options.get(AnomalyRuler.LIVE)) {
            return new LiveScorer(grid, new AsItComes(reasoner, window, describing, listener));
        }
        return new LookAheadScorer(grid, positions -> {
            List<Judged> judged = new WholeVideo(reasoner, window).judged(positions, describing);
            judged.forEach(listener);
            List<String> remarks = new ArrayList<>(describing.remarks());
            remarks.addAll(
                    reasoner.remarks(judged.stream().filter(Judged::unread).count()));
            return new Scores(judged.stream().mapToDouble(Judged::score).toArray(), remarks);
        });
    }

    /** The rules as they apply to the position of the highest score, the first of several. */
    @Override
    public List<RuleTrace> rules(Sample sample) {
        return new MatchingRules(rules, questions.sha256(Questions.DEDUCE)).at(peak(sample.requireClip()));
    }

    /** The reasons of the same position; none where the rules are not applied. */
    @Override
    public List<FrameReason> reasons(Clip clip) {
        Judged peak = peak(clip);
        int frame = Math.toIntExact(peak.observed().frame());
        List<FrameReason> reasons = new ArrayList<>();
        for (Reply<Deduction> reply : peak.replies()) {
            reply.value()
                    .ifPresent(deduction -> reasons.add(new FrameReason(
                            frame,
                            new Told(
                                    deduction.reason(),
                                    deduction.anomalous(),
                                    deduction.anomalous() ? 1 : 0,
                                    questions.locator().locate(clip.frames().get(frame), deduction.reason()),
                                    reply.model(),
                                    reply.sample()),
                            questions.sha256(Questions.DEDUCE))));
        }
        return reasons;
    }

    private Judged peak(Clip clip) {
        return judged(clip).stream()
                .max(Comparator.comparingDouble(Judged::score)
                        .thenComparing(each -> each.observed().frame(), Comparator.reverseOrder()))
                .orElseThrow();
    }

    private List<Judged> judged(Clip clip) {
        List<Judged> judged = new ArrayList<>();
        FrameScorer heard = scorer(clip.framesPerSecond(), judged::add);
        try (heard) {
            Frame.of(clip).forEach(heard::push);
            heard.finish(scored -> {});
        }
        return judged;
    }

    @Override
    public double callsPerMinute(double framesPerSecond) {
        return new ClipGrid(options.get(AnomalyRuler.STRIDE), framesPerSecond).positionsPerMinute()
                * (1 + reasoner.samples());
    }

    @Override
    public boolean looksAhead() {
        return !options.get(AnomalyRuler.LIVE);
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.none()
                .with(PlansScoring.class, this)
                .with(ChecksRules.class, this)
                .with(TellsFrameReasons.class, this);
    }

    @Override
    public void save(ModelWriter model) {
        rules.write(model);
        chat.write(model);
    }

    @Override
    public void close() {}
}
