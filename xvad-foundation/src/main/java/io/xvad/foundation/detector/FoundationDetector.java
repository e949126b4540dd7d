package io.xvad.foundation.detector;

import io.xvad.core.Purpose;
import io.xvad.core.SampleKind;
import io.xvad.core.Supervision;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadModelException;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Options;
import io.xvad.foundation.model.FoundationModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Base of the detectors of images that rest on weights which the user brings: finds the folder of weights, to learn and to load. A model file keeps the SHA-256 of
 * the weights, not the weights. Immutable and thread-safe.
 */
public abstract class FoundationDetector implements Detector {

    private static final String ENTRY = "weights-sha256";

    /**
     * Learns what it needs from normal images, if anything, and opens the networks that score.
     *
     * @param weights {@linkplain FoundationModel#require required} by this method to be those that it can use
     */
    protected abstract FittedDetector fit(FoundationModel weights, TrainingRecord data, FitRequest request);

    /** Reads what was learned, and opens the networks that score. */
    protected abstract FittedDetector load(FoundationModel weights, ModelReader model, Options options);

    /** What it can learn from: nothing, or normal images. */
    @Override
    public Set<Supervision> supervision() {
        return Set.of(Supervision.ZERO_SHOT, Supervision.ONE_CLASS);
    }

    @Override
    public int fewestNormals() {
        return 0;
    }

    @Override
    public final Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    /** Nobody has measured it here, for want of weights. */
    @Override
    public Purpose purpose() {
        return Purpose.UNMEASURED;
    }

    @Override
    public final FittedDetector fit(TrainingSet data, FitRequest request) {
        requireEnoughNormals(data);
        Options options = request.options();
        String folder = options.get(FoundationOptions.WEIGHTS);
        if (folder.isEmpty()) {
            throw new XvadUnavailableException("detector '" + name() + "' needs weights that you bring: "
                    + "-o weights=FOLDER, a folder that tools/export writes from a checkpoint (docs/weights.md)");
        }
        return fit(FoundationModel.in(Path.of(folder), options), TrainingRecord.of(data), request);
    }

    @Override
    public final FittedDetector load(ModelReader model) {
        Options options = Options.parse(options(), model.provenance().options(), Set.of());
        List<String> sha256 = model.strings(ENTRY);
        if (sha256.size() != 1) {
            throw new XvadModelException("entry '" + ENTRY + "' must hold one text");
        }
        Path folder = Path.of(options.get(FoundationOptions.WEIGHTS));
        return load(FoundationModel.again(folder, sha256.get(0), options), model, options);
    }

    /** Writes which weights a fitted detector rests on. */
    public static void saveWeights(ModelWriter model, FoundationModel weights) {
        model.strings(ENTRY, List.of(weights.sha256()));
    }
}
