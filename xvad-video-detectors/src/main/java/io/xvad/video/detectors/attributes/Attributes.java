package io.xvad.video.detectors.attributes;

import io.xvad.core.Clip;
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
import io.xvad.core.option.Preset;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.detectors.backbone.Backbone;
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.detectors.features.BackboneEntry;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.video.detectors.objects.AppearanceFeatures;
import io.xvad.video.detectors.objects.ObjectProposals;
import io.xvad.video.detectors.objects.ObjectSource;
import io.xvad.video.motion.BackgroundImage;
import io.xvad.video.motion.Motion;
import io.xvad.video.motion.MotionSource;
import io.xvad.video.motion.Tracker;
import io.xvad.video.objects.CarriedObjects;
import io.xvad.video.stream.FittedVideoDetector;
import io.xvad.video.stream.VideoOptions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Scores each moving object by how far its attributes are from those of normal objects, after AI-VAD (Reiss and Hoshen 2022,
 * "Attribute-based Representations for Accurate and Interpretable Video Anomaly Detection", arXiv:2212.00789; in TMLR
 * "An Attribute-based Method for Video Anomaly Detection"). The attributes are its speed
 * and heading, its appearance to the packaged backbone, its size, its place, how long it stays, how crowded it is and how many colours it
 * has; the distances are put on one scale, and the score of an object is their sum. Objects are found by background subtraction and, if
 * there is one, by an object detector of the user's, which may give their pose too. Where many are close together and stand out as one,
 * those who move otherwise than the crowd are objects too, of which only place, velocity and appearance are known.
 *
 * <p>By default the method is only after the paper: all but place, appearance and pose is compared with objects at about the same place;
 * and the distance of two velocities, which are the mean optical flow of objects' pixels, is split into that of their
 * speeds and the chord between their headings, so that both can be told apart. With {@code density=mixture} all but appearance and pose
 * have a Gaussian mixture instead, see {@link MixtureDensity}.
 *
 * <p>The preset {@code ai-vad} is the paper's recipe as far as the user's networks allow: the {@link VelocityHistogram} by a Gaussian
 * mixture, pose and appearance by the squared distance to the nearest normal object, on the range of normal objects of other
 * clips ({@link ScaleEnds#RANGE}), and every object of a frame by itself. What is outside the boxes of the object detector is found by background
 * subtraction, where the paper has differences of frames; flow is OpenCV's, where the paper has a network; and the attributes of an object are summed
 * before the most anomalous object of a frame is taken, so that the score can be explained, where the authors' code takes the most
 * anomalous value of each attribute. Stateless.
 */
public final class Attributes implements Detector {

    private static final String MIXTURE = "mixture";
    private static final String SQUARED = "squared";

    /** Smallest objects that are looked at. */
    public static final OptionSpec<Double> SMALLEST = ObjectProposals.SMALLEST;
    /** Size of the memory bank. */
    public static final OptionSpec<Integer> BANK_SIZE =
            OptionSpec.integer("bank-size", 2500, 1, 1_000_000, "Most normal objects that are remembered");
    /** How many objects nearest in place are compared. */
    public static final OptionSpec<Integer> LOCAL = OptionSpec.integer(
            "local",
            60,
            1,
            100_000,
            "How many normal things nearest in place all but place and appearance are compared with");
    /** How many nearest distances are averaged. */
    public static final OptionSpec<Integer> NEIGHBOURS = OptionSpec.integer(
            "neighbours", 5, 1, 1000, "Over how many of the nearest distances of an attribute are averaged");
    /** The way attributes at a place are compared: by neighbours or by a mixture. */
    public static final OptionSpec<String> DENSITY = OptionSpec.choice(
            "density",
            "neighbours",
            List.of("neighbours", MIXTURE),
            "What all but appearance and pose are compared by: the nearest normal things, or a Gaussian mixture");
    /** Components of a mixture. */
    public static final OptionSpec<Integer> COMPONENTS = OptionSpec.integer(
            "components", 5, 1, 100, "Most components of a mixture, of velocity or with density=mixture");
    /** The attributes whose surprises are added. */
    public static final OptionSpec<List<String>> COUNTED = OptionSpec.words(
            "attributes",
            EnumSet.complementOf(EnumSet.of(AttributeKind.VELOCITY)).stream()
                    .map(AttributeKind::word)
                    .toList(),
            "some of " + AttributeKind.all(),
            "The attributes that make up the score; velocity is a histogram of speed by direction");
    /** Directions of the histogram of velocity. */
    public static final OptionSpec<Integer> BINS =
            OptionSpec.integer("velocity-bins", 8, 1, 360, "Directions of the histogram of velocity");
    /** The distance of appearances and poses. */
    public static final OptionSpec<String> METRIC = OptionSpec.choice(
            "metric",
            "euclidean",
            List.of("euclidean", SQUARED),
            "The distance of two appearances or poses, squared or not");
    /** Which distances have the surprises 0 and 1. */
    public static final OptionSpec<String> SCALE = OptionSpec.choice(
            "scale",
            ScaleEnds.MEDIAN.word(),
            ScaleEnds.words(),
            "Surprises 0 and 1 are the median of normal things and one in two hundred, or the range of all of them");
    /** Whether parts of large objects are objects. */
    public static final OptionSpec<Boolean> PARTS = OptionSpec.flag(
            "parts", true, "Whether what moves otherwise in a crowd that stands out as one is a thing of its own");
    /** For how many frames something has been followed. */
    public static final OptionSpec<Integer> SEEN =
            OptionSpec.integer("seen", 2, 1, 100, "Frames for which something must have been followed to be looked at");
    /** Size of the crops that the backbone sees. */
    public static final OptionSpec<Integer> CROP = FeatureOptions.inputSize(64);

    @Override
    public String name() {
        return "attributes";
    }

    @Override
    public String description() {
        return "Speed, heading, stay, size, place, crowding, colours and appearance of things that move (after Reiss and Hoshen 2022)";
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
                VideoOptions.SMOOTHING,
                BackgroundImage.HEIGHT,
                BackgroundImage.STABILISE,
                SMALLEST,
                BANK_SIZE,
                LOCAL,
                NEIGHBOURS,
                DENSITY,
                COMPONENTS,
                COUNTED,
                BINS,
                METRIC,
                SCALE,
                PARTS,
                SEEN,
                FeatureOptions.BACKBONE,
                CROP,
                FeatureOptions.ENGINE,
                FeatureOptions.THREADS));
        options.addAll(ObjectSource.POSED_OPTIONS);
        return List.copyOf(options);
    }

    @Override
    public List<Preset> presets() {
        return List.of(
                Preset.standard(
                        "As without a preset",
                        COUNTED,
                        NEIGHBOURS,
                        METRIC,
                        SCALE,
                        PARTS,
                        SEEN,
                        ObjectSource.COVERED,
                        VideoOptions.SMOOTHING),
                Preset.of(
                                "ai-vad",
                                "The recipe of Reiss and Hoshen 2022; give it an object detector with objects=, and a pose network")
                        .with(COUNTED, List.of("velocity", "appearance", "pose"))
                        .with(BINS, 8)
                        .with(COMPONENTS, 5)
                        .with(NEIGHBOURS, 1)
                        .with(METRIC, SQUARED)
                        .with(SCALE, ScaleEnds.RANGE.word())
                        .with(PARTS, false)
                        .with(SEEN, 1)
                        .with(ObjectSource.COVERED, 0.6)
                        .with(VideoOptions.SMOOTHING, 0.0));
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        Options options = request.options();
        Set<AttributeKind> counted = AttributeKind.named(options.get(COUNTED));
        TrainingRecord record = TrainingRecord.of(data);
        Samples clips = record.normals();
        BackgroundImage background =
                BackgroundImage.of(clips, options.get(BackgroundImage.HEIGHT), options.get(BackgroundImage.STABILISE));
        BackboneSpec backbone = FeatureOptions.backbone(options, CROP);
        Optional<MovingParts> parts = options.get(PARTS)
                ? Optional.of(MovingParts.learned(clips, background, options.get(SMALLEST)))
                : Optional.empty();
        AttributeExtractor extractor = extractor(ObjectSource.openPosed(options), backbone, parts, counted, options);
        try {
            ObjectMemoryBank bank = bank(clips, background, extractor, request);
            MixtureFit fit = new MixtureFit(options.get(COMPONENTS), request.seed());
            AttributeDistances distances = distances(
                    bank,
                    isMixture(options) ? MixtureDensity.of(bank, fit) : neighbours(bank, options),
                    GlobalDensity.velocity(bank, fit),
                    counted,
                    options);
            SurpriseScales scales = SurpriseScales.of(distances, ScaleEnds.named(options.get(SCALE)));
            AttributeModel model = new AttributeModel(background, extractor, distances, scales);
            return fitted(model, options, request.provenance(this, record));
        } catch (RuntimeException e) {
            extractor.close();
            throw e;
        }
    }

    private static LocalDensity neighbours(ObjectMemoryBank bank, Options options) {
        return new NeighbourDensity(bank, options.get(NEIGHBOURS));
    }

    private static AttributeDistances distances(
            ObjectMemoryBank bank,
            LocalDensity placed,
            Optional<GaussianMixture> velocity,
            Set<AttributeKind> counted,
            Options options) {
        boolean squared = options.get(METRIC).equals(SQUARED);
        GlobalDensity anywhere = new GlobalDensity(bank, options.get(NEIGHBOURS), squared, velocity);
        return new AttributeDistances(bank, options.get(LOCAL), placed, anywhere, counted);
    }

    private static AttributeExtractor extractor(
            Optional<ObjectSource> objects,
            BackboneSpec spec,
            Optional<MovingParts> parts,
            Set<AttributeKind> counted,
            Options options) {
        try {
            ObjectProposals proposals =
                    new ObjectProposals(objects, options.get(ObjectSource.COVERED), options.get(SMALLEST));
            int bins = counted.contains(AttributeKind.VELOCITY) ? options.get(BINS) : 0;
            return new AttributeExtractor(appearance(spec, options), proposals, parts, options.get(SEEN), bins);
        } catch (RuntimeException e) {
            objects.ifPresent(ObjectSource::close);
            throw e;
        }
    }

    private static AppearanceFeatures appearance(BackboneSpec spec, Options options) {
        return new AppearanceFeatures(Backbone.open(
                spec,
                List.of(AppearanceFeatures.LAYER),
                options.get(FeatureOptions.ENGINE),
                options.get(FeatureOptions.THREADS)));
    }

    private static boolean isMixture(Options options) {
        return options.get(DENSITY).equals(MIXTURE);
    }

    private static FittedDetector fitted(AttributeModel model, Options options, Provenance provenance) {
        return new FittedVideoDetector(model, options.get(VideoOptions.SMOOTHING), provenance);
    }

    /** A sample of everything that was seen, by algorithm R of Vitter, "Random Sampling with a Reservoir" (1985). */
    private static ObjectMemoryBank bank(
            Samples clips, BackgroundImage background, AttributeExtractor extractor, FitRequest request) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(request.seed());
        int most = request.options().get(BANK_SIZE);
        List<ObjectMemoryBank.Entry> kept = new ArrayList<>();
        int seen = 0;
        for (int i = 0; i < clips.size(); i++) {
            Cancellation.check();
            for (ObjectMemoryBank.Entry entry : entries(clips.get(i).requireClip(), background, extractor)) {
                int at = seen < most ? seen : random.nextInt(seen + 1);
                seen++;
                if (at == kept.size()) {
                    kept.add(entry);
                } else if (at < most) {
                    kept.set(at, entry);
                }
            }
            request.progress().progressed("clips", i + 1L, clips.size());
        }
        if (kept.isEmpty()) {
            throw new XvadTrainingException("nothing moved in the " + clips.size()
                    + " training clips; 'attributes' learns from things that move ('exemplars' does not need them)");
        }
        return new ObjectMemoryBank(kept);
    }

    private static List<ObjectMemoryBank.Entry> entries(
            Clip clip, BackgroundImage background, AttributeExtractor extractor) {
        List<ObjectMemoryBank.Entry> entries = new ArrayList<>();
        Tracker tracker = new Tracker(clip.framesPerSecond());
        Optional<CarriedObjects> carried = extractor.proposals().follow(clip.framesPerSecond());
        try (MotionSource source = new MotionSource(background, clip.framesPerSecond())) {
            for (Frame frame : Frame.of(clip)) {
                Optional<Motion> motion = source.push(frame);
                motion.ifPresent(some -> extractor
                        .extract(some, tracker, carried)
                        .forEach(seen -> entries.add(new ObjectMemoryBank.Entry(
                                clip.id(),
                                (int) frame.index(),
                                censored(seen, clip),
                                ObjectMemoryBank.thumbnail(frame.image(), seen.box())))));
            }
        }
        return entries;
    }

    /** The object without its stay, if that fills half of the clip and may have been cut short by its ends. */
    private static Observation censored(Observation seen, Clip clip) {
        double seconds = clip.frames().size() / clip.framesPerSecond();
        return seen.stay() < seconds / 2 ? seen : seen.withStay(Observation.LONGER);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        MotionSource.prepare();
        Options options = Options.parse(options(), model.provenance().options(), ObjectSource.RETIRED);
        BackgroundImage background = BackgroundImage.read(model);
        ObjectMemoryBank bank = ObjectMemoryBank.read(model);
        Set<AttributeKind> counted = AttributeKind.named(options.get(COUNTED));
        AttributeDistances distances = distances(
                bank,
                isMixture(options) ? MixtureDensity.read(model, bank) : neighbours(bank, options),
                GlobalDensity.readVelocity(model, options.get(BINS)),
                counted,
                options);
        SurpriseScales scales = SurpriseScales.read(model);
        BackboneSpec backbone = BackboneEntry.read(model);
        Optional<MovingParts> parts = options.get(PARTS) ? Optional.of(MovingParts.read(model)) : Optional.empty();
        AttributeExtractor extractor = extractor(ObjectSource.read(model, options), backbone, parts, counted, options);
        return fitted(new AttributeModel(background, extractor, distances, scales), options, model.provenance());
    }
}
