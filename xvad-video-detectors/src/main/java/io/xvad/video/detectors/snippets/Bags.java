package io.xvad.video.detectors.snippets;

import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.stream.Frame;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
     * Reads every clip once.
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
            Cancellation.check();
            boolean normal = i < normals.size();
            int index = normal ? i : i - normals.size();
            Clip clip = (normal ? normals : labelled).get(index).requireClip();
            boolean anomalous = !normal && labelled.label(index).anomalous();
            bags.add(new Bag(clip.id(), anomalous, snippets(clip, features, length, most, summary)));
            request.progress().progressed("clips", i + 1L, all);
        }
        return bags;
    }

    private static List<float[]> snippets(
            Clip clip, SnippetFeatures features, int length, int most, UnaryOperator<float[]> summary) {
        SnippetBuffer buffer = new SnippetBuffer(length);
        List<SnippetBuffer.Cut> cuts = new ArrayList<>();
        Frame.of(clip).forEach(frame -> buffer.push(frame).ifPresent(cuts::add));
        buffer.rest().ifPresent(cuts::add);
        Set<Integer> kept = new HashSet<>(
                Bag.spread(IntStream.range(0, cuts.size()).boxed().toList(), most));
        SnippetReader reader = features.reader();
        List<float[]> snippets = new ArrayList<>();
        for (int i = 0; i < cuts.size(); i++) {
            Cancellation.check();
            List<Image> images = images(cuts.get(i).seen());
            if (kept.contains(i)) {
                snippets.add(summary.apply(reader.next(images)));
            } else {
                reader.pass(images);
            }
        }
        return snippets;
    }

    static List<Image> images(List<Frame> frames) {
        return frames.stream().map(Frame::image).toList();
    }
}
