package io.xvad.video.detectors.xman;

import io.xvad.core.XvadModelException;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.stream.Finding;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.video.detectors.objects.SceneFrame;
import io.xvad.video.detectors.objects.SceneSource;
import io.xvad.video.motion.FindingAttributes;
import io.xvad.video.stream.FindingMap;
import io.xvad.video.stream.VideoModel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** The density of normal interactions, by which those of a video are scored; a frame is as anomalous as its least likely one. */
final class XManModel implements VideoModel {

    private static final String CLASSES = "classes";
    private static final String LONGEST_STAY = "longest-stay";
    private static final int FINDINGS = 5;
    private static final double SMALLEST = 1e-9;

    private final SceneSource source;
    private final InteractionFactors factors;
    private final InteractionDensity density;

    XManModel(SceneSource source, InteractionFactors factors, InteractionDensity density) {
        this.source = source;
        this.factors = factors;
        this.density = density;
    }

    /** What was written to a model. */
    static XManModel read(ModelReader model, SceneSource source) {
        double[] longestStay = model.doubles(LONGEST_STAY);
        if (longestStay.length != 1) {
            throw new XvadModelException("'" + LONGEST_STAY + "' must have one value, got " + longestStay.length);
        }
        InteractionFactors factors = new InteractionFactors(source.words(), model.strings(CLASSES), longestStay[0]);
        return new XManModel(source, factors, InteractionDensity.read(model, factors.size()));
    }

    /** An interaction, its factors and how unlikely they are. */
    private record Scored(Interaction interaction, double[] factors, double score) {}

    private Scored scored(Interaction interaction) {
        double[] vector = factors.vector(interaction);
        return new Scored(interaction, vector, density.score(vector));
    }

    @Override
    public FrameScorer scorer(double framesPerSecond) {
        return source.scorer(framesPerSecond, frame -> scored(frame, framesPerSecond));
    }

    private ScoredFrame scored(SceneFrame frame, double framesPerSecond) {
        List<Finding> findings = Interaction.in(frame).stream()
                .map(this::scored)
                .filter(one -> one.score() > SMALLEST)
                .sorted(Comparator.comparingDouble(Scored::score).reversed())
                .limit(FINDINGS)
                .map(one -> new Finding(
                        one.interaction.box(), one.score(), reasons(one, framesPerSecond), Optional.empty()))
                .toList();
        double score = findings.isEmpty() ? 0 : findings.get(0).score();
        return new ScoredFrame(
                frame.frame(), score, FindingMap.of(findings, frame.frame().image()), findings);
    }

    /** Each factor's share of the score, what lies outside its normal range first, and the most salient of that. */
    private List<AttributeDeviation> reasons(Scored scored, double framesPerSecond) {
        double[] saliency = density.saliency(scored.factors);
        double all = Arrays.stream(saliency).sum();
        return IntStream.range(0, saliency.length)
                .filter(j -> saliency[j] > 0)
                .mapToObj(j -> told(scored, j, scored.score * saliency[j] / all, framesPerSecond))
                .sorted(Comparator.comparing(AttributeDeviation::isUsual)
                        .thenComparing(Comparator.comparingDouble(AttributeDeviation::surprise)
                                .reversed()))
                .toList();
    }

    private AttributeDeviation told(Scored scored, int factor, double surprise, double framesPerSecond) {
        Interaction interaction = scored.interaction;
        double height = interaction.frameHeight();
        if (factor == factors.speed()) {
            return told("speed", "px/frame", scored, factor, value -> value * height / framesPerSecond, surprise);
        }
        if (factor == factors.height()) {
            return told("size", "px tall", scored, factor, value -> height * Math.exp(value), surprise);
        }
        if (factor == factors.stay()) {
            return told("stay", "s", scored, factor, value -> seconds(value, interaction), surprise);
        }
        if (factor == factors.crowding()) {
            return told("crowding", "share", scored, factor, value -> value, surprise);
        }
        if (factor == factors.colours()) {
            return told("colours", "colours", scored, factor, Math::exp, surprise);
        }
        String subject = interaction.subject().className();
        String name = factors.isRelation(factor)
                ? subject + " " + factors.words().get(factor) + " " + interaction.object()
                : subject + " with " + factors.className(factor);
        return told(name, "%", scored, factor, value -> 100 * InteractionFactors.share(value), surprise);
    }

    /** What normal clips could not tell from longer stays is told as long as the stay is. */
    private double seconds(double stay, Interaction interaction) {
        return stay == factors.longestStay() ? interaction.measures().stay() : stay;
    }

    private AttributeDeviation told(
            String attribute, String unit, Scored scored, int factor, DoubleUnaryOperator measure, double surprise) {
        return new AttributeDeviation(
                attribute,
                unit,
                measure.applyAsDouble(scored.factors[factor]),
                measure.applyAsDouble(density.low()[factor]),
                measure.applyAsDouble(density.high()[factor]),
                surprise);
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.none().with(HasAttributes.class, new FindingAttributes(this));
    }

    @Override
    public void save(ModelWriter model) {
        source.write(model);
        model.strings(CLASSES, factors.classes());
        model.doubles(LONGEST_STAY, new double[] {factors.longestStay()});
        density.write(model);
    }

    @Override
    public void close() {
        source.close();
    }
}
