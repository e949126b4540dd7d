package io.xvad.video.detectors.snippets;

import io.xvad.core.Clip;
import io.xvad.core.capability.AttendsInTime;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.engine.Network;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.FrameScorer;
import io.xvad.video.stream.VideoModel;
import java.util.ArrayList;
import java.util.List;

/** A trained network of snippets with the features that it sees; it owns both. */
final class SnippetModel implements VideoModel, AttendsInTime {

    private final WeakDetector.Parts parts;
    private final SavedNetwork saved;
    private final Network network;
    private final NormalScores normal;
    private final boolean attends;

    /**
     * Creates a model.
     *
     * @param saved the same network at rest, for the model file
     * @param attends whether its judgements tell what they draw on
     */
    SnippetModel(WeakDetector.Parts parts, SavedNetwork saved, Network network, NormalScores normal, boolean attends) {
        this.parts = parts;
        this.saved = saved;
        this.network = network;
        this.normal = normal;
        this.attends = attends;
    }

    @Override
    public FrameScorer scorer(double framesPerSecond) {
        return new SnippetScorer(watch(), parts.features().form().grid(), normal);
    }

    private SnippetWatch watch() {
        return new SnippetWatch(parts, parts.scoring().judge(network));
    }

    @Override
    public List<Stretch> stretches(Clip clip) {
        SnippetWatch watch = watch();
        List<Stretch> stretches = new ArrayList<>();
        for (Frame frame : Frame.of(clip)) {
            watch.push(frame).ifPresent(judged -> stretches.add(judged.stretch(stretches.size())));
        }
        watch.rest().ifPresent(judged -> stretches.add(judged.stretch(stretches.size())));
        return stretches;
    }

    @Override
    public Capabilities capabilities() {
        return attends ? Capabilities.none().with(AttendsInTime.class, this) : Capabilities.none();
    }

    @Override
    public void save(ModelWriter model) {
        saved.write(model);
        parts.normal().write(model);
        parts.scale().write(model);
        normal.write(model);
        parts.features().write(model);
    }

    @Override
    public void close() {
        network.close();
        parts.features().close();
    }
}
