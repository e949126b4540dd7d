package io.xvad.detectors.pictures;

import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.Fingerprint;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Provenance;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.Options;
import io.xvad.detectors.learn.BatchLearner;
import io.xvad.detectors.learn.LearnOptions;
import io.xvad.detectors.learn.Trainable;
import io.xvad.detectors.learn.TrainingLoop;
import java.util.List;

/**
 * How detectors trained from pixels learn and come back.
 *
 * @param detector the detector
 * @param recipe what is its own
 */
public record PictureDetector(Detector detector, PictureRecipe recipe) {

    /** Learns; see {@link Detector#fit}. */
    public FittedDetector fit(Samples normals, FitRequest request) {
        Options options = request.options();
        Fingerprint fingerprinted = new Fingerprint(normals);
        List<float[]> pictures = TrainingPictures.of(fingerprinted, PictureOptions.size(options), request.progress());
        Trainable net = recipe.graph(options, request.seed());
        recipe.begin(net, pictures, options);
        int split = pictures.size() - BatchLearner.heldOut(pictures.size());
        BatchLearner<float[]> learner = new BatchLearner<>(
                recipe.optimiser(net, options),
                pictures.subList(0, split),
                pictures.subList(split, pictures.size()),
                options.get(LearnOptions.BATCH),
                (some, random) -> recipe.inputs(some, options, random),
                recipe.afterStep(net, options));
        TrainingLoop.of(options, recipe.epochs(), request.seed()).run(learner, request.progress());
        recipe.finish(net, pictures, options);
        return fitted(net, options, Provenance.of(detector, request, normals.size(), fingerprinted.hex()));
    }

    /** Comes back; see {@link Detector#load}. */
    public FittedDetector load(ModelReader model) {
        Options options = Options.parse(detector.options(), model.provenance().options());
        Trainable net = recipe.graph(options, 0);
        net.read(model);
        return fitted(net, options, model.provenance());
    }

    private FittedDetector fitted(Trainable net, Options options, Provenance provenance) {
        return new FittedPictureNetwork(
                net,
                PictureOptions.size(options),
                recipe.map(net, options),
                recipe.score(net, options),
                recipe.terms(options),
                options.get(PictureOptions.SIGMA),
                detector.capabilities(),
                picture -> recipe.inputs(picture, options),
                provenance);
    }
}
