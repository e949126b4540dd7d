package io.xvad.evaluation.benchmark;

import io.xvad.core.SampleKind;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.Training;
import io.xvad.core.option.OptionSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A detector with its options, under the name that it has in the tables. Immutable.
 *
 * @param label its name in the tables, of its own in a benchmark; one detector may take part twice, with other options
 * @param detector the detector
 * @param options those that are not at their defaults, as they would be typed
 * @param role what it is there for
 */
public record BenchmarkDetector(String label, Detector detector, Map<String, String> options, Role role) {

    /** Name of the detector that every other one must beat. */
    public static final String TRIVIAL = "pixel-gaussian";

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");
    private static final String CHECKPOINT = "checkpoint";
    private static final Map<String, String> AT_REST = Map.of("epochs", "1", "learning-rate", "1e-9");
    private static final String FURTHER_EPOCHS = "-epochs";

    /** What a detector is there for. */
    public enum Role {
        /** To be measured. */
        MEASURED,
        /** What a detector reaches with the weights it begins with: it must be beaten by the trained one. */
        UNTRAINED,
        /** A Gaussian of each pixel's colour: must be beaten by all. */
        TRIVIAL
    }

    public BenchmarkDetector {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /**
     * A detector to measure.
     *
     * @param label letters, digits, {@code -} and {@code _}
     * @throws IllegalArgumentException if the label is not made of these, the detector does not take images or lacks an option, or a value
     *     is not allowed; or if a checkpoint is asked for, which all runs would share
     */
    public static BenchmarkDetector of(String label, Detector detector, Map<String, String> options) {
        if (!LABEL.matcher(label).matches()) {
            throw new IllegalArgumentException(
                    "the name of a detector in a benchmark is made of letters, digits, - and _, got '" + label + "'");
        }
        if (!detector.sampleKinds().contains(SampleKind.IMAGE)) {
            throw new IllegalArgumentException(
                    "a benchmark is of detectors of images, but '" + detector.name() + "' does not take images");
        }
        if (options.containsKey(CHECKPOINT)) {
            throw new IllegalArgumentException(
                    "a benchmark keeps no checkpoint of '" + label + "': all its runs would share the file");
        }
        requireAllowed(detector, options);
        boolean trivial = detector.name().equals(TRIVIAL) && options.isEmpty();
        return new BenchmarkDetector(label, detector, options, trivial ? Role.TRIVIAL : Role.MEASURED);
    }

    /** A detector with its defaults, under its own name. */
    public static BenchmarkDetector of(Detector detector) {
        return of(detector.name(), detector, Map.of());
    }

    /**
     * The same detector with the weights it begins with: it is fitted as ever, but for one epoch at a learning rate of 1e-9, so that
     * what it takes from normal images apart from its training, such as means, a centre or a calibration, is there and its network has
     * learned nothing. A backbone that came with the detector stays. Empty if it is no detector to measure, or does not train, which is
     * known by its options {@code epochs} and {@code learning-rate}.
     */
    public Optional<BenchmarkDetector> untrained() {
        if (role != Role.MEASURED || !AT_REST.keySet().stream().allMatch(this::has)) {
            return Optional.empty();
        }
        Map<String, String> still = new LinkedHashMap<>(options);
        detector.options().stream()
                .map(OptionSpec::name)
                .filter(name -> name.endsWith(FURTHER_EPOCHS))
                .forEach(name -> still.put(name, "1"));
        still.putAll(AT_REST);
        requireAllowed(detector, still);
        return Optional.of(new BenchmarkDetector(label + ", untrained", detector, still, Role.UNTRAINED));
    }

    private boolean has(String option) {
        return detector.options().stream().anyMatch(spec -> spec.name().equals(option));
    }

    private static void requireAllowed(Detector detector, Map<String, String> options) {
        Training.of(detector).withOptions(options);
    }

    /** The detector and the values of all its options. */
    String described() {
        return detector.name() + " "
                + Training.of(detector).withOptions(options).options().asText();
    }
}
