package io.xvad.video.detectors.jdr;

import io.xvad.core.Clip;
import io.xvad.core.Purpose;
import io.xvad.core.SampleKind;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadTrainingException;
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
import io.xvad.detectors.backbone.Backbone;
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.detectors.features.BackboneEntry;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.video.detectors.objects.AppearanceFeatures;
import io.xvad.video.detectors.objects.ObjectProposals;
import io.xvad.video.detectors.objects.ObjectSource;
import io.xvad.video.detectors.objects.Reservoir;
import io.xvad.video.detectors.objects.SceneOptions;
import io.xvad.video.detectors.objects.SourceVideos;
import io.xvad.video.motion.BackgroundImage;
import io.xvad.video.motion.MotionSource;
import io.xvad.video.motion.Thumbnail;
import io.xvad.video.stream.FittedVideoDetector;
import io.xvad.video.stream.VideoOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Scores each region by the distance of its features from the nearest normal region of the same environment, or by a {@link KernelDensity}, and recounts which of its concepts are improbable there, after JDR: Hinami, Mei and Satoh, "Joint Detection and
 * Recounting of Abnormal Events by Learning Deep Generic Knowledge" (ICCV 2017). What is known of things in general, features and concepts, is learned from other data than that of the camera; what is normal, from the camera alone.
 *
 * <p>The method is only after the paper, which has one network of objects, actions and attributes for both: here features are those of the packaged backbone, and concepts are the classes of an object
 * network of the user's and what can be measured: speed, heading, stay, size, place and, with a pose network, lean. Regions are what is followed, where the paper has many
 * proposals in a frame. Stateless.
 */
public final class Jdr implements Detector {

    private static final String KERNEL = "kernel";

    /** Size of the memory. */
    public static final OptionSpec<Integer> BANK_SIZE =
            OptionSpec.integer("bank-size", 2500, 1, 1_000_000, "Most normal regions that are remembered");

    /** What regions are scored by. */
    public static final OptionSpec<String> DENSITY = OptionSpec.choice(
            "density",
            "nearest",
            List.of("nearest", KERNEL),
            "What regions are scored by: the distance of the nearest normal one, or a kernel density of features");

    /** How many dimensions a kernel density has. */
    public static final OptionSpec<Integer> COMPONENTS =
            OptionSpec.integer("components", 16, 1, 1000, "Most principal components of features, with density=kernel");

    /** How many regions of a frame are looked at. */
    public static final OptionSpec<Integer> REGIONS = OptionSpec.integer(
            "regions", 20, 1, 10_000, "Most regions of a frame that are looked at, the largest ones");

    /** How sure an object network must be of a class. */
    public static final OptionSpec<Double> SURE = OptionSpec.decimal(
            "sure", 0.3, 0, 1, "How sure an object network must be of a class for it to be recounted");

    /** Size of the crops that the backbone sees. */
    public static final OptionSpec<Integer> CROP = FeatureOptions.inputSize(64);

    @Override
    public String name() {
        return "jdr";
    }

    @Override
    public String description() {
        return "Regions unlike normal ones, recounted by improbable concepts (after Hinami, Mei and Satoh 2017)";
    }

    @Override
    public Purpose purpose() {
        return Purpose.COMPARISON;
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.CLIP);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(HasAttributes.class, ScoresFrames.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(List.of(
                BANK_SIZE,
                DENSITY,
                COMPONENTS,
                REGIONS,
                SURE,
                VideoOptions.SMOOTHING,
                BackgroundImage.HEIGHT,
                BackgroundImage.STABILISE,
                ObjectProposals.SMALLEST,
                SceneOptions.SEEN,
                FeatureOptions.BACKBONE,
                CROP,
                FeatureOptions.ENGINE,
                FeatureOptions.THREADS));
        options.addAll(ObjectSource.POSED_OPTIONS);
        return List.copyOf(options);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        Options options = request.options();
        TrainingRecord record = TrainingRecord.of(data);
        BackboneSpec spec = FeatureOptions.backbone(options, CROP);
        BackgroundImage background = BackgroundImage.of(
                record.normals(), options.get(BackgroundImage.HEIGHT), options.get(BackgroundImage.STABILISE));
        RegionSource source = source(background, ObjectSource.openPosed(options), spec, options);
        try {
            RegionMemory memory = memory(record.normals(), source, request);
            return fitted(source, memory, options, request.provenance(this, record));
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private static RegionSource source(
            BackgroundImage background, Optional<ObjectSource> objects, BackboneSpec spec, Options options) {
        try {
            Backbone backbone = Backbone.open(
                    spec,
                    List.of(AppearanceFeatures.LAYER),
                    options.get(FeatureOptions.ENGINE),
                    options.get(FeatureOptions.THREADS));
            return new RegionSource(
                    background,
                    new ObjectProposals(
                            objects, options.get(ObjectSource.COVERED), options.get(ObjectProposals.SMALLEST)),
                    new AppearanceFeatures(backbone),
                    options.get(SceneOptions.SEEN),
                    options.get(REGIONS));
        } catch (RuntimeException e) {
            objects.ifPresent(ObjectSource::close);
            throw e;
        }
    }

    /** As many regions as are remembered, drawn by chance. A stay of half of the longest clip may have begun before it. */
    private static RegionMemory memory(Samples clips, RegionSource source, FitRequest request) {
        Reservoir<RegionMemory.Entry> kept =
                new Reservoir<>(request.options().get(BANK_SIZE), RandomSource.XO_SHI_RO_256_PP.create(request.seed()));
        int[] videos = SourceVideos.numbers(
                IntStream.range(0, clips.size()).mapToObj(clips::id).toList());
        double longest = 0;
        for (int i = 0; i < clips.size(); i++) {
            Cancellation.check();
            Clip clip = clips.get(i).requireClip();
            longest = Math.max(longest, clip.frames().size() / clip.framesPerSecond());
            for (RegionFrame frame : source.frames(clip)) {
                for (Region region : frame.regions()) {
                    kept.offer(new RegionMemory.Entry(
                            clip.id(),
                            Math.toIntExact(frame.frame().index()),
                            videos[i],
                            region,
                            Thumbnail.of(frame.frame().image().crop(region.box()), RegionMemory.SIDE)));
                }
            }
            request.progress().progressed("clips", i + 1L, clips.size());
        }
        if (kept.kept().isEmpty()) {
            throw new XvadTrainingException("nothing moved in the training clips; 'jdr' learns from things that move");
        }
        return new RegionMemory(kept.kept(), longest / 2);
    }

    private static FittedDetector fitted(
            RegionSource source, RegionMemory memory, Options options, Provenance provenance) {
        RegionDensity density = options.get(DENSITY).equals(KERNEL)
                ? KernelDensity.of(memory, options.get(COMPONENTS))
                : region -> memory.nearest(region).distance();
        return new FittedVideoDetector(
                new JdrModel(source, memory, density, options.get(SURE)),
                options.get(VideoOptions.SMOOTHING),
                provenance);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        MotionSource.prepare();
        Options options = Options.parse(options(), model.provenance().options());
        BackboneSpec spec = BackboneEntry.read(model);
        BackgroundImage background = BackgroundImage.read(model);
        RegionSource source = source(background, ObjectSource.read(model, options), spec, options);
        try {
            return fitted(source, RegionMemory.read(model), options, model.provenance());
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }
}
