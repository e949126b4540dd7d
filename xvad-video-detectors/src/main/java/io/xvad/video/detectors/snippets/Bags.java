package io.xvad.video.detectors.snippets;

import io.xvad.core.Image;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.stream.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Bags of clips, and what they are made of. */
public final class Bags {

    private Bags() {}

    /**
     * Refuses a training set without a labelled anomalous clip.
     *
     * @throws IllegalArgumentException naming the detector
     */
    public static void requireAnomalies(String detector, TrainingSet data) {
        LabelledSamples labelled = data.labelled();
        for (int i = 0; i < labelled.size(); i++) {
            if (labelled.label(i).anomalous()) {
                return;
            }
        }
        throw new IllegalArgumentException(
                "detector '" + detector
                        + "' learns from clips that are labelled anomalous beside normal ones: it needs at least one labelled anomalous clip, got none");
    }

    /**
     * Reads the frames of every clip one after the other, so that a clip need not fit into memory; twice where not all of its snippets are kept.
     *
     * @param most snippets of a clip, evenly spread where it has more
     * @param summary what is kept of the features of a snippet
     */
    static List<Bag> of(
            TrainingRecord record,
            SnippetFeatures features,
            int length,
            int most,
            UnaryOperator<float[]> summary,
            FitRequest request) {
        List<Bag> bags = new ArrayList<>();
        Samples normals = record.normals();
        LabelledSamples labelled = record.labelled();
        int all = normals.size() + labelled.size();
        for (int i = 0; i < all; i++) {
            boolean normal = i < normals.size();
            Samples samples = normal ? normals : labelled;
            int index = normal ? i : i - normals.size();
            boolean anomalous = !normal && labelled.label(index).anomalous();
            SnippetReading reading = new SnippetReading(features, length, kept(samples, index, length, most));
            samples.eachFrame(index, reading::push);
            List<float[]> snippets = reading.finished().stream().map(summary).toList();
            bags.add(new Bag(samples.id(index), anomalous, snippets));
            request.progress().progressed("clips", i + 1L, all);
        }
        return bags;
    }

    /** Which snippets of a clip are kept. */
    private static IntPredicate kept(Samples samples, int index, int length, int most) {
        if (most == Integer.MAX_VALUE) {
            return snippet -> true;
        }
        AtomicInteger frames = new AtomicInteger();
        samples.eachFrame(index, frame -> frames.incrementAndGet());
        int snippets = (frames.get() + length - 1) / length;
        List<Integer> spread =
                Bag.spread(IntStream.range(0, snippets).boxed().toList(), most);
        return spread::contains;
    }

    static List<Image> images(List<Frame> frames) {
        return frames.stream().map(Frame::image).toList();
    }
}
