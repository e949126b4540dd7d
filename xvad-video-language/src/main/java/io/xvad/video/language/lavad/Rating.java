package io.xvad.video.language.lavad;

import io.xvad.core.Image;
import io.xvad.core.progress.Cancellation;
import io.xvad.language.ask.Reply;
import io.xvad.video.language.embed.JointEmbedder;
import io.xvad.video.language.embed.UnitLength;
import io.xvad.video.language.frame.Caption;
import io.xvad.video.language.frame.Positions;
import io.xvad.video.language.frame.SharedAnswers;
import io.xvad.video.language.smooth.SimilarityRefinement;
import io.xvad.video.language.smooth.TemporalSmoothing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Rates the positions of one video. Not thread-safe. */
final class Rating {

    private final Questions questions;
    private final JointEmbedder embedder;
    private final SharedAnswers<Caption> captions;
    private final double seconds;
    private final int frames;
    private final int nearest;
    private int undescribed;
    private int unread;

    Rating(Questions questions, JointEmbedder embedder) {
        this.questions = questions;
        this.embedder = embedder;
        this.captions =
                new SharedAnswers<>(questions.options().get(SharedAnswers.OPTION), questions.captioner()::describe);
        this.seconds = questions.options().get(Lavad.WINDOW);
        this.frames = questions.options().get(Lavad.WINDOW_FRAMES);
        this.nearest = questions.options().get(Lavad.NEAREST);
    }

    private record Summarised(Reply<String> summary, float[] window, OptionalDouble rating) {}

    /**
     * Rates all positions.
     *
     * @throws IllegalArgumentException if no caption, or no rating, of the video can be read
     */
    List<Rated> rated(Positions positions) {
        Map<String, float[]> vectors = vectors(positions);
        List<Summarised> summarised = new ArrayList<>();
        for (int i = 0; i < positions.size(); i++) {
            Cancellation.check();
            summarised.add(summarised(positions.window(i, seconds, frames), vectors));
        }
        unread = (int) summarised.stream().filter(each -> each.rating.isEmpty()).count();
        if (unread == summarised.size()) {
            throw new IllegalArgumentException("no rating of the model of a summary of the video can be read");
        }
        double[] ratings = TemporalSmoothing.interpolated(summarised.stream()
                .mapToDouble(each -> each.rating.orElse(Double.NaN))
                .toArray());
        return refined(positions, summarised, ratings);
    }

    /** The vector of each caption that was made of a position. */
    private Map<String, float[]> vectors(Positions positions) {
        Map<String, float[]> vectors = new LinkedHashMap<>();
        for (int i = 0; i < positions.size(); i++) {
            Cancellation.check();
            Optional<Caption> caption = captions.of(positions.frame(i).image());
            caption.ifPresent(known -> vectors.computeIfAbsent(known.text(), embedder::text));
            undescribed += caption.isEmpty() ? 1 : 0;
        }
        if (vectors.isEmpty()) {
            throw new IllegalArgumentException("no caption of the model of a frame of the video can be read");
        }
        return vectors;
    }

    private Summarised summarised(List<Image> window, Map<String, float[]> vectors) {
        List<float[]> images = window.stream().map(embedder::image).toList();
        List<String> cleaned =
                images.stream().map(image -> nearest(image, vectors)).toList();
        Reply<String> summary = questions.summary(cleaned);
        OptionalDouble rating = summary.value().stream()
                .flatMap(text -> questions.scores(text).stream())
                .flatMap(reply -> reply.value().stream())
                .mapToDouble(Double::doubleValue)
                .average();
        return new Summarised(summary, embedder.clip(window, images), rating);
    }

    /** The caption that is most like an image. */
    private static String nearest(float[] image, Map<String, float[]> vectors) {
        String best = "";
        double highest = Double.NEGATIVE_INFINITY;
        for (Map.Entry<String, float[]> caption : vectors.entrySet()) {
            double similarity = UnitLength.cosine(image, caption.getValue());
            if (similarity > highest) {
                highest = similarity;
                best = caption.getKey();
            }
        }
        return best;
    }

    /** Over the positions whose summary could be read. */
    private List<Rated> refined(Positions positions, List<Summarised> summarised, double[] ratings) {
        List<float[]> summaries = new ArrayList<>();
        double[] known = new double[summarised.size()];
        for (int i = 0; i < summarised.size(); i++) {
            Optional<String> text = summarised.get(i).summary.value();
            if (text.isPresent()) {
                known[summaries.size()] = ratings[i];
                summaries.add(embedder.text(text.get()));
            }
        }
        double[] scores = Arrays.copyOf(known, summaries.size());
        List<Rated> rated = new ArrayList<>();
        for (int i = 0; i < summarised.size(); i++) {
            float[] window = summarised.get(i).window;
            double[] similarities = summaries.stream()
                    .mapToDouble(summary -> UnitLength.cosine(window, summary))
                    .toArray();
            rated.add(new Rated(
                    positions.frame(i).index(),
                    summarised.get(i).summary.value().orElse(""),
                    summarised.get(i).summary.model(),
                    ratings[i],
                    SimilarityRefinement.refined(similarities, scores, nearest, 1)));
        }
        return rated;
    }

    /** What a reader of the scores should know. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>(captions.remarks());
        if (undescribed > 0) {
            remarks.add("of " + undescribed + " frames no caption could be read; they have those of the others");
        }
        if (unread > 0) {
            remarks.add("of " + unread
                    + " positions no rating could be read; theirs lies between those of their neighbours");
        }
        return remarks;
    }
}
