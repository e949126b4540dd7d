package io.xvad.video.language.vera;

import io.xvad.core.Image;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import io.xvad.language.ask.Reply;
import io.xvad.language.detector.ChatOptions;
import io.xvad.video.language.embed.JointEmbedder;
import io.xvad.video.language.embed.UnitLength;
import io.xvad.video.language.frame.Positions;
import io.xvad.video.language.smooth.SimilarityRefinement;
import io.xvad.video.language.smooth.TemporalSmoothing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Labels the positions of one video. Not thread-safe. */
final class Labelling {

    private static final double SHARPNESS = 10;
    private static final int KERNEL = 15;
    private static final double SIGMA = 10;

    private final Questions questions;
    private final QuestionSet set;
    private final Optional<JointEmbedder> embedder;
    private final List<String> remarks = new ArrayList<>();

    Labelling(Questions questions, QuestionSet set, Optional<JointEmbedder> embedder) {
        this.questions = questions;
        this.set = set;
        this.embedder = embedder;
    }

    /**
     * Labels all positions.
     *
     * @throws IllegalArgumentException if no label of the video can be read
     */
    List<Labelled> labelled(Positions positions) {
        Options options = questions.options();
        List<List<Reply<Guided>>> replies = new ArrayList<>();
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < positions.size(); i++) {
            Cancellation.check();
            List<Image> frames = positions.window(i, options.get(Vera.WINDOW), options.get(Vera.WINDOW_FRAMES));
            replies.add(questions.labels(set, frames, options.get(ChatOptions.SAMPLES)));
            embedder.ifPresent(known -> vectors.add(
                    known.clip(frames, frames.stream().map(known::image).toList())));
        }
        double[] scores = smoothed(averaged(labels(replies), vectors));
        List<Labelled> labelled = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            labelled.add(new Labelled(positions.frame(i).index(), replies.get(i), scores[i]));
        }
        return labelled;
    }

    private double[] labels(List<List<Reply<Guided>>> replies) {
        double[] labels = replies.stream().mapToDouble(Labelled::label).toArray();
        long unread = Arrays.stream(labels).filter(Double::isNaN).count();
        if (unread == labels.length) {
            throw new IllegalArgumentException("no label of the model of a stretch of the video can be read");
        }
        if (unread > 0) {
            remarks.add("of " + unread
                    + " positions no label could be read; theirs lies between those of their neighbours");
        }
        return TemporalSmoothing.interpolated(labels);
    }

    /** Each the mean over the windows most like its own, itself included. */
    private double[] averaged(double[] labels, List<float[]> vectors) {
        if (embedder.isEmpty()) {
            remarks.add("no embedder was named, so that labels are not averaged over windows that look alike");
            return labels;
        }
        int nearest = Math.max(1, (int) (questions.options().get(Vera.NEIGHBOURS) * labels.length));
        double[] averaged = new double[labels.length];
        for (int i = 0; i < labels.length; i++) {
            float[] own = vectors.get(i);
            double[] similarities = vectors.stream()
                    .mapToDouble(other -> UnitLength.cosine(own, other))
                    .toArray();
            averaged[i] = SimilarityRefinement.refined(similarities, labels, nearest, SHARPNESS);
        }
        return averaged;
    }

    private double[] smoothed(double[] scores) {
        double[] smoothed = TemporalSmoothing.gaussian(scores, KERNEL, SIGMA);
        if (!questions.options().get(Vera.POSITION_WEIGHT)) {
            return smoothed;
        }
        double[] weighted = TemporalSmoothing.positionWeighted(smoothed);
        remarks.add(String.format(
                Locale.ROOT,
                "scores are weighed down towards the ends of the video, by up to %.2f at the first position",
                smoothed[0] - weighted[0]));
        return weighted;
    }

    /** What a reader of the scores should know. */
    List<String> remarks() {
        return List.copyOf(remarks);
    }
}
