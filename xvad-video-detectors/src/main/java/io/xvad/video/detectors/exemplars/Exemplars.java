package io.xvad.video.detectors.exemplars;

import io.xvad.core.Clip;
import io.xvad.core.SampleKind;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadModelException;
import io.xvad.core.capability.EditsExemplars;
import io.xvad.core.capability.Forgets;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.capability.LearnsMore;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.LearnedSamples;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.video.motion.BackgroundImage;
import io.xvad.video.motion.MotionSource;
import io.xvad.video.stream.VideoOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Scores each region of the scene by the distance of its motion from the nearest exemplar of what is normal there, after Singh, Jones and
 * Learned-Miller, "EVAL: Explainable Video Anomaly Localization" (CVPR 2023). The method is only after the paper: attributes are measured
 * from optical flow and background subtraction instead of by networks trained on other videos, so that objects have no class. Exemplars
 * can be looked at and edited, see {@link EditsExemplars}. Stateless.
 */
public final class Exemplars implements Detector {

    static final String GRID = "grid";

    /** Size of the regions. */
    public static final OptionSpec<Double> REGION =
            OptionSpec.decimal("region", 0.15, 0.01, 1, "Side of a region as a share of the frame's height");

    /** Length of the video volumes. */
    public static final OptionSpec<Integer> FRAMES =
            OptionSpec.integer("frames", 8, 1, 1000, "Frames over which attributes are measured");

    /** How far a normal volume is from the exemplars to become one. */
    public static final OptionSpec<Double> THRESHOLD = OptionSpec.decimal(
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
        return Set.of(
                EditsExemplars.class,
                Forgets.class,
                HasAttributes.class,
                LearnedSamples.class,
                LearnsMore.class,
                ScoresFrames.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(VideoOptions.SMOOTHING, BackgroundImage.HEIGHT, REGION, FRAMES, THRESHOLD);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        Options options = request.options();
        TrainingRecord record = TrainingRecord.of(data);
        Samples clips = record.normals();
        BackgroundImage background = BackgroundImage.of(clips, options.get(BackgroundImage.HEIGHT), false);
        RegionGrid grid =
                RegionGrid.of(background.image().height(), background.image().width(), options.get(REGION));
        List<FrameVolumes> volumes = volumes(clips, background, grid, options.get(FRAMES), request.progress());
        VolumeDistance distance = VolumeDistance.of(
                volumes.stream().flatMap(one -> Arrays.stream(one.volumes())).toList());
        ExemplarSelection selection =
                new ExemplarSelection(grid, distance, options.get(THRESHOLD), ExemplarSet.none(grid.regions()));
        selection.offerAll(volumes);
        ExemplarModel model = new ExemplarModel(background, grid, distance, selection.chosen(), options.get(FRAMES));
        return fitted(model, options, Optional.of(record.learnedSamples()), request.provenance(this, record));
    }

    /** The volumes of normal clips, a quarter of their length apart. */
    static List<FrameVolumes> volumes(
            Samples clips, BackgroundImage background, RegionGrid grid, int frames, ProgressListener progress) {
        List<FrameVolumes> volumes = new ArrayList<>();
        for (int i = 0; i < clips.size(); i++) {
            Cancellation.check();
            Clip clip = clips.get(i).requireClip();
            volumes.addAll(FrameVolumes.in(clip, background, grid, frames, Math.max(1, frames / 4)));
            progress.progressed("clips", i + 1L, clips.size());
        }
        return volumes;
    }

    private static FittedDetector fitted(
            ExemplarModel model, Options options, Optional<LearnedSamples> learned, Provenance provenance) {
        return new FittedExemplars(
                model, options.get(THRESHOLD), options.get(VideoOptions.SMOOTHING), learned, provenance);
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
                BackgroundImage.read(model),
                new RegionGrid(size[0], size[1]),
                VolumeDistance.read(model),
                ExemplarSet.read(model),
                options.get(FRAMES));
        Optional<LearnedSamples> learned =
                LearnedSamples.areIn(model) ? Optional.of(LearnedSamples.read(model)) : Optional.empty();
        return fitted(exemplars, options, learned, model.provenance());
    }
}
