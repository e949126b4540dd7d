package io.xvad.core.detect;

import io.xvad.core.Cover;
import io.xvad.core.Samples;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import io.xvad.core.registry.Registry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs measures on held-out normal samples.
 *
 * @param measures in the order in which they run
 * @param seed draws the samples where there are many
 */
record Measuring(List<HeldOutMeasure<?>> measures, long seed, ProgressListener progress) {

    private static final Logger LOG = LoggerFactory.getLogger(Measuring.class);

    /** The measures of the class path, in the order of their names. */
    static List<HeldOutMeasure<?>> ofClassPath() {
        List<HeldOutMeasure<?>> all = new ArrayList<>();
        for (HeldOutMeasure<?> measure : Registry.load(HeldOutMeasure.class).all()) {
            all.add(measure);
        }
        return List.copyOf(all);
    }

    /** A copy of a calibrated detector that offers what was found. */
    CalibratedDetector on(CalibratedDetector calibrated, Samples held) {
        if (measures.isEmpty()) {
            return calibrated;
        }
        if (InBands.comes(held.get(0), calibrated)) {
            LOG.info("Nothing beyond scores and maps is measured on images that are not held whole");
            return calibrated;
        }
        Samples drawn = new WholeSamples(drawn(held));
        Samples seen = calibrated
                .capability(Cover.class)
                .<Samples>map(cover -> new CoveredSamples(drawn, cover))
                .orElse(drawn);
        CalibratedDetector measured = calibrated.with(Measured.none());
        for (HeldOutMeasure<?> measure : measures) {
            Cancellation.check();
            measured = measured(measured, measure, seen);
        }
        return measured;
    }

    private <C> CalibratedDetector measured(CalibratedDetector detector, HeldOutMeasure<C> measure, Samples seen) {
        Optional<C> found = measure.measure(detector, seen, seed, progress);
        return found.map(value -> detector.with(detector.measured().with(measure, value)))
                .orElse(detector);
    }

    private Samples drawn(Samples held) {
        if (held.size() <= HeldOutMeasure.MOST_SAMPLES) {
            return held;
        }
        int[] indices = new int[held.size()];
        Arrays.setAll(indices, i -> i);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < HeldOutMeasure.MOST_SAMPLES; i++) {
            int j = i + random.nextInt(indices.length - i);
            int other = indices[j];
            indices[j] = indices[i];
            indices[i] = other;
        }
        int[] chosen = Arrays.copyOf(indices, HeldOutMeasure.MOST_SAMPLES);
        Arrays.sort(chosen);
        return held.select(chosen);
    }
}
