package io.xvad.video.detectors.objects;

import io.xvad.core.Clip;
import io.xvad.core.Samples;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Options;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.video.motion.BackgroundImage;
import io.xvad.video.motion.Motion;
import io.xvad.video.motion.MotionScorer;
import io.xvad.video.motion.MotionSource;
import io.xvad.video.relations.RelationThresholds;
import io.xvad.video.relations.RelationVocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes the geometric scene graphs of videos of one camera. Objects are what the user's object detector finds, with its classes, and what
 * stands out from the background beside them; without a detector all are of the class {@code thing}. Velocity is the mean optical flow of
 * an object's pixels, or that of its box where flow has lost it. Thread-safe; close it to free native memory.
 */
public final class SceneSource implements AutoCloseable {

    private final BackgroundImage background;
    private final ObjectProposals proposals;
    private final RelationVocabulary vocabulary;
    private final RelationThresholds thresholds;
    private final int seen;

    private SceneSource(
            BackgroundImage background, ObjectProposals proposals, RelationVocabulary vocabulary, Options options) {
        this.background = background;
        this.proposals = proposals;
        this.vocabulary = vocabulary;
        this.thresholds = SceneOptions.thresholds(options);
        this.seen = options.get(SceneOptions.SEEN);
    }

    /**
     * With a background learned from clips.
     *
     * @param options with values for those of {@link SceneOptions#ALL}
     * @throws IllegalArgumentException if there are no clips, or the options name a relation or a class that there is not
     */
    public static SceneSource learned(Samples clips, Options options) {
        RelationVocabulary vocabulary = SceneOptions.vocabulary(options);
        BackgroundImage background =
                BackgroundImage.of(clips, options.get(BackgroundImage.HEIGHT), options.get(BackgroundImage.STABILISE));
        return new SceneSource(background, proposals(ObjectSource.open(options), options), vocabulary, options);
    }

    /** What was written to a model. */
    public static SceneSource read(ModelReader model, Options options) {
        RelationVocabulary vocabulary = SceneOptions.vocabulary(options);
        return new SceneSource(
                BackgroundImage.read(model),
                proposals(ObjectSource.read(model, options), options),
                vocabulary,
                options);
    }

    private static ObjectProposals proposals(Optional<ObjectSource> objects, Options options) {
        return new ObjectProposals(objects, options.get(ObjectSource.COVERED), options.get(ObjectProposals.SMALLEST));
    }

    /** Writes what cannot be learned from options. */
    public void write(ModelWriter model) {
        background.write(model);
        proposals.objects().ifPresent(objects -> objects.write(model));
    }

    /** The words of the vocabulary, in the order of {@link PairShares#shares}. */
    public List<String> words() {
        return vocabulary.words();
    }

    /** The frames of a clip; the first has none, since nothing has moved yet. */
    public List<SceneFrame> frames(Clip clip) {
        List<SceneFrame> frames = new ArrayList<>();
        SceneStream stream = stream(clip.framesPerSecond());
        try (MotionSource motions = new MotionSource(background, clip.framesPerSecond())) {
            for (Frame frame : Frame.of(clip)) {
                motions.push(frame).map(stream::next).ifPresent(frames::add);
            }
        }
        return frames;
    }

    /** A scorer of one video. */
    public FrameScorer scorer(double framesPerSecond, Function<SceneFrame, ScoredFrame> scoring) {
        SceneStream stream = stream(framesPerSecond);
        Function<Motion, Optional<ScoredFrame>> scored = motion -> Optional.of(scoring.apply(stream.next(motion)));
        return new MotionScorer(new MotionSource(background, framesPerSecond), scored);
    }

    private SceneStream stream(double framesPerSecond) {
        return new SceneStream(proposals, vocabulary, thresholds, seen, framesPerSecond);
    }

    @Override
    public void close() {
        proposals.objects().ifPresent(ObjectSource::close);
    }
}
