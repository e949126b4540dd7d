package io.xvad.detectors.features;

import io.xvad.core.SampleKind;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.backbone.BackboneSpec;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Base of the detectors that judge an image by the features of a frozen backbone: it reads the options and opens the backbone,
 * to learn and to load, and closes it again if either fails. Immutable and thread-safe.
 */
public abstract class FeatureDetector implements Detector {

    /**
     * Learns from the features of an open backbone, which the fitted detector owns from now on.
     *
     * @param data what to learn from; what is read from it is noted for the provenance
     */
    protected abstract FittedDetector fit(PatchExtractor extractor, TrainingRecord data, FitRequest request);

    /**
     * Reads what was learned, for the features of an open backbone, which the fitted detector owns from now on.
     *
     * @param options those it was fitted with
     */
    protected abstract FittedDetector load(PatchExtractor extractor, ModelReader model, Options options);

    /**
     * Returns if what these options ask for can run here.
     *
     * @param fitting whether it is to learn, or else to be loaded
     * @throws io.xvad.core.XvadUnavailableException if a library is missing; the message says which
     */
    protected void requireAvailable(Options options, boolean fitting) {}

    /** The option of the layers, with the default of this detector. */
    protected OptionSpec<List<String>> layers() {
        return FeatureOptions.LAYERS;
    }

    /** How coarser layers are made as large as the finest. */
    protected Joining joining() {
        return Joining.BILINEAR;
    }

    /** The same of models of versions that did not save it. */
    protected Joining formerJoining() {
        return joining();
    }

    /**
     * Returns if a model can be read.
     *
     * @throws io.xvad.core.XvadModelException if it is of an earlier version whose network this one does not have
     */
    protected void requireReadable(ModelReader model) {}

    /** Names of options that models of earlier versions have and this version no longer knows. */
    protected Set<String> retiredOptions() {
        return Set.of();
    }

    @Override
    public final Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    @Override
    public final FittedDetector fit(TrainingSet data, FitRequest request) {
        Options options = request.options();
        requireEnoughNormals(data);
        requireAvailable(options, true);
        return onFeatures(options, extractor -> fit(extractor, TrainingRecord.of(data), request));
    }

    @Override
    public final FittedDetector load(ModelReader model) {
        requireReadable(model);
        Options options = Options.parse(options(), model.provenance().options(), retiredOptions());
        requireAvailable(options, false);
        Joining joining = Joining.read(model).orElseGet(this::formerJoining);
        return opened(BackboneEntry.read(model), options, joining, extractor -> load(extractor, model, options));
    }

    /** Does some work with the backbone of these options, which is closed after it. */
    protected final <R> R withFeatures(Options options, Function<PatchExtractor, R> work) {
        try (PatchExtractor extractor =
                PatchExtractor.open(FeatureOptions.backbone(options), options.get(layers()), options, joining())) {
            return work.apply(extractor);
        }
    }

    /** Makes a detector that owns the backbone of these options. */
    protected final FittedDetector onFeatures(Options options, Function<PatchExtractor, FittedDetector> making) {
        return opened(FeatureOptions.backbone(options), options, joining(), making);
    }

    private FittedDetector opened(
            BackboneSpec spec, Options options, Joining joining, Function<PatchExtractor, FittedDetector> rest) {
        PatchExtractor extractor = PatchExtractor.open(spec, options.get(layers()), options, joining);
        try {
            return rest.apply(extractor);
        } catch (RuntimeException e) {
            extractor.close();
            throw e;
        }
    }
}
