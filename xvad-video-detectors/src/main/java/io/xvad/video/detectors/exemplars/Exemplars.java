package io.xvad.video.detectors.exemplars;

import io.xvad.core.Clip;
import io.xvad.core.SampleKind;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadModelException;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.video.motion.Background;
import io.xvad.video.motion.MotionSource;
import io.xvad.video.stream.VideoOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * After EVAL (Singh, Jones and Learned-Miller 2023, "EVAL: Explainable Video Anomaly Localization"): every region of the scene
 * has exemplars of the motion that is normal there, and what is far from all of them is anomalous. Attributes are measured
 * from optical flow and background subtraction instead of by networks trained on other videos, so that there is no class of
 * object, unlike in the paper. Exemplars can be looked at and edited, see {@link EditsExemplars}.
 */
public final class Exemplars implements Detector {

    static final String GRID = "grid";

    static final OptionSpec<Double> REGION =
            OptionSpec.decimal("region", 0.15, 0.01, 1, "Side of a region as a share of the frame's height");
    static final OptionSpec<Integer> FRAMES =
            OptionSpec.integer("frames", 8, 1, 1000, "Frames over which attributes are measured");
    static final OptionSpec<Double> THRESHOLD = OptionSpec.decimal(
            "exemplar-distance",
            0.15,
            0,
            100,
            "A normal volume becomes an exemplar if it is farther than this from those its region has");

    @Override
    public String name() {
        return "exemplars";
    }

    @Override
    public String description() {
        return "Motion against editable exemplars of each place (after Singh, Jones and Learned-Miller 2023)";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.CLIP);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(EditsExemplars.class, HasAttributes.class, ScoresFrames.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(VideoOptions.SMOOTHING, Background.HEIGHT, REGION, FRAMES, THRESHOLD);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        Options options = request.options();
        TrainingRecord record = TrainingRecord.of(data);
        Samples clips = record.normals();
        Background background = Background.of(clips, options.get(Background.HEIGHT));
        Grid grid = Grid.of(background.picture().height(), background.picture().width(), options.get(REGION));
        List<Seen> seen = seen(clips, background, grid, request);
        Distance distance = Distance.of(
                seen.stream().flatMap(one -> Arrays.stream(one.volumes())).toList());
        Choice choice = new Choice(grid, distance, options.get(THRESHOLD), ExemplarSet.none(grid.regions()));
        for (Seen one : seen) {
            Cancellation.check();
            for (int region = 0; region < grid.regions(); region++) {
                choice.offer(one, region);
            }
        }
        ExemplarModel model = new ExemplarModel(background, grid, distance, choice.chosen(), options.get(FRAMES));
        return fitted(model, options, request.provenance(this, record));
    }

    private static List<Seen> seen(Samples clips, Background background, Grid grid, FitRequest request) {
        int frames = request.options().get(FRAMES);
        List<Seen> seen = new ArrayList<>();
        for (int i = 0; i < clips.size(); i++) {
            Cancellation.check();
            Clip clip = Background.clip(clips.get(i));
            seen.addAll(Seen.in(clip, background, grid, frames, Math.max(1, frames / 4)));
            request.progress().progressed("clips", i + 1L, clips.size());
        }
        return seen;
    }

    private static FittedDetector fitted(ExemplarModel model, Options options, Provenance provenance) {
        return new FittedExemplars(model, options.get(THRESHOLD), options.get(VideoOptions.SMOOTHING), provenance);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        MotionSource.prepare();
        Options options = Options.parse(options(), model.provenance().options());
        int[] size = model.ints(GRID);
        if (size.length != 2) {
            throw new XvadModelException("entry '" + GRID + "' must have two numbers, got " + size.length);
        }
        ExemplarModel exemplars = new ExemplarModel(
                Background.read(model),
                new Grid(size[0], size[1]),
                Distance.read(model),
                ExemplarSet.read(model),
                options.get(FRAMES));
        return fitted(exemplars, options, model.provenance());
    }
}
