package io.xvad.video.detectors.interpretable;

import io.xvad.core.Purpose;
import io.xvad.core.SampleKind;
import io.xvad.core.TrainingSet;
import io.xvad.core.capability.ChecksRules;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.video.detectors.objects.SceneOptions;
import io.xvad.video.detectors.objects.SceneSource;
import io.xvad.video.motion.MotionSource;
import io.xvad.video.stream.FittedVideoDetector;
import io.xvad.video.stream.VideoOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Watches single objects and interactions of objects by separate monitors, each of which adds up evidence over time and raises an alarm with
 * a stated bound on false ones, after Doshi and Yilmaz, "Towards Interpretable Video Anomaly Detection" (WACV 2023). An object is described
 * by its class, place, size, speed, heading, stay, crowding and colours, an interaction by the relations of a geometric scene graph; each is
 * compared with its nearest normal ones, and an alarm names the monitor, the object or triple, and how often normal videos have it. The
 * method is only after the paper: relations are rules of geometry and time, where the paper has a scene-graph network, and there is no
 * monitor of poses. Stateless.
 */
public final class Interpretable implements Detector {

    /** Size of each of both memories. */
    public static final OptionSpec<Integer> BANK_SIZE = OptionSpec.integer(
            "bank-size", 5000, 1, 1_000_000, "Most normal objects, and most normal pairs, that are remembered");

    /** How many nearest distances are averaged. */
    public static final OptionSpec<Integer> NEIGHBOURS =
            OptionSpec.integer("neighbours", 5, 1, 1000, "Over how many of the nearest distances is averaged");

    /** How far two places are apart. */
    public static final OptionSpec<Double> PLACE = OptionSpec.decimal(
            "place", 0.15, 0.001, 100, "Heights of the frame that two places are apart to differ by one unit");

    /** Share of normal frames with evidence. */
    public static final OptionSpec<Double> ALPHA = OptionSpec.decimal(
            "alpha", 0.05, 0.0001, 0.5, "Share of normal frames that count as evidence of an anomaly");

    /** The bound on false alarms. */
    public static final OptionSpec<Double> ALARMS = OptionSpec.decimal(
            "alarms-per-hour", 1, 1e-6, 10_000, "Most false alarms an hour, in the mean, of both monitors together");

    @Override
    public String name() {
        return "interpretable";
    }

    @Override
    public String description() {
        return "Objects and interactions monitored apart, with a bound on false alarms (after Doshi and Yilmaz 2023)";
    }

    /** With its defaults, which have no object network, it is no better than the speed of what moves. */
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
        return Set.of(ChecksRules.class, HasAttributes.class, ScoresFrames.class);
    }

    /** No smoothing: evidence is added up over time already, and smoothed levels would not reach 1. */
    @Override
    public List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(List.of(BANK_SIZE, NEIGHBOURS, PLACE, ALPHA, ALARMS));
        SceneOptions.ALL.stream()
                .filter(option -> option != VideoOptions.SMOOTHING)
                .forEach(options::add);
        return List.copyOf(options);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        TrainingRecord record = TrainingRecord.of(data);
        SceneSource source = SceneSource.learned(record.normals(), request.options());
        try {
            Monitors monitors = new MonitorLearning(source, request).learn(record.normals());
            return fitted(source, monitors, request.options(), request.provenance(this, record));
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private static FittedDetector fitted(
            SceneSource source, Monitors monitors, Options options, Provenance provenance) {
        InterpretableModel model = new InterpretableModel(source, monitors, options.get(ALARMS));
        return new FittedVideoDetector(model, 0, provenance);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        MotionSource.prepare();
        Options options = Options.parse(options(), model.provenance().options());
        SceneSource source = SceneSource.read(model, options);
        try {
            Monitors monitors = Monitors.read(model, source.words(), options.get(NEIGHBOURS));
            return fitted(source, monitors, options, model.provenance());
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }
}
