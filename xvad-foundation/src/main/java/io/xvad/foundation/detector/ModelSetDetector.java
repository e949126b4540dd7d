package io.xvad.foundation.detector;

import io.xvad.core.Purpose;
import io.xvad.core.SampleKind;
import io.xvad.core.Supervision;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.Options;
import io.xvad.foundation.model.ModelSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Base of the detectors of images that rest on several networks which the user brings, and learn nothing. A model file keeps the SHA-256 of the weights, not the weights.
 * Immutable and thread-safe.
 */
public abstract class ModelSetDetector implements Detector {

    /** Names of the folders in the folder of weights, each of one network. */
    protected abstract List<String> parts();

    /** Those of them that these options need: by default all. */
    protected List<String> parts(Options options) {
        return parts();
    }

    /** Opens the networks that score. */
    protected abstract FittedDetector fit(ModelSet weights, TrainingRecord data, FitRequest request);

    /** Reads what a fitted detector keeps, and opens the networks that score. */
    protected abstract FittedDetector load(ModelSet weights, ModelReader model, Options options);

    @Override
    public Set<Supervision> supervision() {
        return Set.of(Supervision.ZERO_SHOT);
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
            throw new XvadUnavailableException(
                    "detector '" + name() + "' needs weights that you bring: -o weights=FOLDER, a folder with "
                            + String.join("/ and ", parts())
                            + "/, each as tools/export writes it from a checkpoint (docs/weights.md)");
        }
        return fit(ModelSet.in(Path.of(folder), parts(options), options), TrainingRecord.of(data), request);
    }

    @Override
    public final FittedDetector load(ModelReader model) {
        Options options = Options.parse(options(), model.provenance().options(), Set.of());
        Path folder = Path.of(options.get(FoundationOptions.WEIGHTS));
        return load(ModelSet.again(folder, parts(options), model, options), model, options);
    }
}
