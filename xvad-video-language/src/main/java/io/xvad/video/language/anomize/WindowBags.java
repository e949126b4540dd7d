package io.xvad.video.language.anomize;

import io.xvad.core.Clip;
import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Samples;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.stream.Frame;
import io.xvad.video.detectors.snippets.Bag;
import io.xvad.video.language.embed.JointEmbedder;
import io.xvad.video.language.frame.ClipGrid;
import java.util.ArrayList;
import java.util.List;

/** Makes bags of clips: the windows at their positions, at most {@link Anomize#SEGMENTS}, evenly spread. Kinds are as {@link LabelGroups#known} writes them. */
final class WindowBags {

    private WindowBags() {}

    /** Reads every clip once. */
    static List<Bag> of(TrainingRecord record, JointEmbedder embedder, FitRequest request) {
        List<Bag> bags = new ArrayList<>();
        Samples normals = record.normals();
        LabelledSamples labelled = record.labelled();
        int all = normals.size() + labelled.size();
        for (int i = 0; i < all; i++) {
            Cancellation.check();
            boolean normal = i < normals.size();
            int index = normal ? i : i - normals.size();
            Clip clip = (normal ? normals : labelled).get(index).requireClip();
            bags.add(bag(clip, normal ? Label.normal() : labelled.label(index), embedder, request.options()));
            request.progress().progressed("clips", i + 1L, all);
        }
        return bags;
    }

    private static Bag bag(Clip clip, Label label, JointEmbedder embedder, Options options) {
        ClipGrid grid = new ClipGrid(options.get(Anomize.STRIDE), clip.framesPerSecond());
        Positions positions = new Positions(embedder, grid, options.get(Anomize.WINDOW));
        List<float[]> windows = new ArrayList<>();
        for (Frame frame : Frame.of(clip)) {
            positions.push(frame).ifPresent(seen -> windows.add(seen.window()));
        }
        Bag whole = new Bag(
                clip.id(),
                label.anomalous(),
                label.kind().map(LabelGroups::known).filter(kind -> !kind.isEmpty()),
                windows);
        return new Bag(whole.id(), whole.anomalous(), whole.kind(), whole.segments(options.get(Anomize.SEGMENTS)));
    }
}
