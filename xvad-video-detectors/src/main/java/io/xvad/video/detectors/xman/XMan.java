package io.xvad.video.detectors.xman;

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
import io.xvad.video.detectors.objects.Reservoir;
import io.xvad.video.detectors.objects.SceneOptions;
import io.xvad.video.detectors.objects.SceneSource;
import io.xvad.video.motion.MotionSource;
import io.xvad.video.stream.FittedVideoDetector;
import io.xvad.video.stream.VideoOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Scores each interaction of two objects by how unlikely its named factors are together, and tells which factor is to blame, after X-MAN:
 * Szymanowicz, Charles and Cipolla, "X-MAN: Explaining multiple sources of anomalies in video" (CVPR workshops 2021). The method is only after
 * the paper: interactions are relations by geometry and time, where the paper has the verbs of a network for human-object interactions; their
 * speed, stay, crowding and colours are factors too; and the subject may be of any class, since without an object network of the user's all things are of one. Stateless.
 */
public final class XMan implements Detector {

    /** Size of the mixture. */
    public static final OptionSpec<Integer> COMPONENTS =
            OptionSpec.integer("components", 3, 1, 100, "Gaussians of the mixture of normal interactions");

    /** How many interactions the mixture is fitted to. */
    public static final OptionSpec<Integer> LEARNED = OptionSpec.integer(
            "learned", 20_000, 1, 10_000_000, "Most normal interactions that the mixture is fitted to");

    @Override
    public String name() {
        return "x-man";
    }

    @Override
    public String description() {
        return "Geometric interactions by a mixture of named factors (after Szymanowicz, Charles and Cipolla 2021)";
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
        List<OptionSpec<?>> options = new ArrayList<>(List.of(COMPONENTS, LEARNED));
        options.addAll(SceneOptions.ALL);
        return List.copyOf(options);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        Options options = request.options();
        TrainingRecord record = TrainingRecord.of(data);
        SceneSource source = SceneSource.learned(record.normals(), options);
        try {
            Seen seen = interactions(record.normals(), source, request);
            if (seen.interactions.isEmpty()) {
                throw new XvadTrainingException(
                        "nothing moved in the training clips; 'x-man' learns from things that move");
            }
            InteractionFactors factors = new InteractionFactors(
                    source.words(), classes(seen.interactions, source.words()), seen.longestClip / 2);
            InteractionDensity density = InteractionDensity.of(
                    seen.interactions.stream().map(factors::vector).toList(),
                    factors.accuracies(),
                    options.get(COMPONENTS),
                    request.seed());
            return fitted(new XManModel(source, factors, density), options, request.provenance(this, record));
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /**
     * What was seen in normal clips.
     *
     * @param longestClip seconds; a stay of half of it may have begun before the clip
     */
    private record Seen(List<Interaction> interactions, double longestClip) {}

    /** As many as are learned from, drawn by chance. */
    private static Seen interactions(Samples clips, SceneSource source, FitRequest request) {
        Reservoir<Interaction> learned =
                new Reservoir<>(request.options().get(LEARNED), RandomSource.XO_SHI_RO_256_PP.create(request.seed()));
        double longest = 0;
        for (int i = 0; i < clips.size(); i++) {
            Cancellation.check();
            Clip clip = clips.get(i).requireClip();
            longest = Math.max(longest, clip.frames().size() / clip.framesPerSecond());
            source.frames(clip).forEach(frame -> Interaction.in(frame).forEach(learned::offer));
            request.progress().progressed("clips", i + 1L, clips.size());
        }
        return new Seen(learned.kept(), longest);
    }

    /** The classes of objects, the most frequent first, as many as there is room for. */
    private static List<String> classes(List<Interaction> seen, List<String> words) {
        Map<String, Integer> counts = new TreeMap<>();
        seen.forEach(one -> counts.merge(one.subject().className(), 1, Integer::sum));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .limit(Math.max(0, InteractionFactors.MOST - words.size() - 6))
                .toList();
    }

    private static FittedDetector fitted(XManModel model, Options options, Provenance provenance) {
        return new FittedVideoDetector(model, options.get(VideoOptions.SMOOTHING), provenance);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        MotionSource.prepare();
        Options options = Options.parse(options(), model.provenance().options());
        SceneSource source = SceneSource.read(model, options);
        try {
            return fitted(XManModel.read(model, source), options, model.provenance());
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }
}
