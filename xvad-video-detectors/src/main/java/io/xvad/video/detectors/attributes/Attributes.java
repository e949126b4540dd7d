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
import io.xvad.core.progress.Cancellation;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.detectors.backbone.Backbone;
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.detectors.features.BackboneEntry;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.video.motion.BackgroundImage;
import io.xvad.video.motion.Motion;
import io.xvad.video.motion.MotionSource;
import io.xvad.video.motion.Tracker;
import io.xvad.video.objects.CarriedObjects;
import io.xvad.video.stream.FittedVideoDetector;
import io.xvad.video.stream.VideoOptions;
import java.util.ArrayList;
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
 * <p>The velocity of an object is the mean optical flow of its pixels, as in the paper. The method is only after the paper: all but place,
 * appearance and pose is compared with objects at about the same place; and the distance of two velocities is split into that of their
 * speeds and the chord between their headings, so that both can be told apart, where
 * the paper has a histogram of velocity by direction. With {@code density=mixture} all but appearance and pose have a Gaussian mixture
 * instead, see {@link MixtureDensity}; anomalib's AI-VAD has one of velocity, and nearest neighbours for the rest. Stateless.
 */
public final class Attributes implements Detector {

    private static final String MIXTURE = "mixture";

    /** Smallest objects that are looked at. */
    public static final OptionSpec<Double> SMALLEST = OptionSpec.decimal(
            "smallest", 0.0006, 0, 1, "Least share of the frame that something covers to be looked at");
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
    public static final OptionSpec<Integer> COMPONENTS =
            OptionSpec.integer("components", 5, 1, 100, "Most components of a mixture, with density=mixture");
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
                SMALLEST,
                BANK_SIZE,
                LOCAL,
                NEIGHBOURS,
                DENSITY,
                COMPONENTS,
                FeatureOptions.BACKBONE,
                CROP,
                FeatureOptions.ENGINE,
                FeatureOptions.THREADS));
        options.addAll(ObjectSource.OPTIONS);
        return List.copyOf(options);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        Options options = request.options();
        TrainingRecord record = TrainingRecord.of(data);
        Samples clips = record.normals();
        BackgroundImage background = BackgroundImage.of(clips, options.get(BackgroundImage.HEIGHT));
        AttributeExtractor extractor = extractor(
                ObjectSource.open(options),
                FeatureOptions.backbone(options, CROP),
                MovingParts.learned(clips, background, options.get(SMALLEST)),
                options);
        try {
            ObjectMemoryBank bank = bank(clips, background, extractor, request);
            NeighbourDensity near = new NeighbourDensity(bank, options.get(NEIGHBOURS));
            LocalDensity density = isMixture(options)
                    ? MixtureDensity.of(bank, new MixtureFit(options.get(COMPONENTS), request.seed()))
                    : near;
            AttributeDistances distances = new AttributeDistances(bank, options.get(LOCAL), near, density);
            AttributeModel model = new AttributeModel(background, extractor, distances, SurpriseScales.of(distances));
            return fitted(model, options, request.provenance(this, record));
        } catch (RuntimeException e) {
            extractor.close();
            throw e;
        }
    }

    private static AttributeExtractor extractor(
            Optional<ObjectSource> objects, BackboneSpec spec, MovingParts parts, Options options) {
        try {
            return new AttributeExtractor(
                    appearance(spec, options), new ObjectProposals(objects, options.get(SMALLEST)), parts);
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
        NeighbourDensity near = new NeighbourDensity(bank, options.get(NEIGHBOURS));
        LocalDensity density = isMixture(options) ? MixtureDensity.read(model, bank) : near;
        AttributeDistances distances = new AttributeDistances(bank, options.get(LOCAL), near, density);
        SurpriseScales scales = SurpriseScales.read(model);
        AttributeExtractor extractor = extractor(
                ObjectSource.read(model, options), BackboneEntry.read(model), MovingParts.read(model), options);
        return fitted(new AttributeModel(background, extractor, distances, scales), options, model.provenance());
    }
}
