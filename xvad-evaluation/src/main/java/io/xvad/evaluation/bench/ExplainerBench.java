package io.xvad.evaluation.bench;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Cover;
import io.xvad.core.IgnoredRegions;
import io.xvad.core.Image;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import io.xvad.evaluation.randomised.RandomModel;
import io.xvad.explainers.quality.RestoreToNormal;
import io.xvad.explainers.restoration.NormalVersion;
import io.xvad.metrics.uncertainty.Bootstrap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Compares explainers on the anomalous images of a detector: each image is explained twice, the second time with a little
 * noise. A random map (floor), the true mask (ceiling of agreement) and the detector's own heatmap are compared as well.
 * Immutable; one run at a time is best, because seconds are measured.
 *
 * @param explainers the explainers, in the order of the rows
 * @param options for an explainer's name its options, as they would be typed; defaults for the rest
 * @param bootstrap how intervals are made
 * @param seed everything random follows from it
 * @param executor runs what an explainer can do side by side; {@code Runnable::run} does it on the calling thread
 */
public record ExplainerBench(
        List<Explainer> explainers,
        Map<String, Map<String, String>> options,
        Bootstrap bootstrap,
        long seed,
        Executor executor) {

    public ExplainerBench {
        explainers = List.copyOf(explainers);
        options = Map.copyOf(options);
    }

    /** Creates a comparison with these options that runs on the calling thread. */
    public ExplainerBench(
            List<Explainer> explainers, Map<String, Map<String, String>> options, Bootstrap bootstrap, long seed) {
        this(explainers, options, bootstrap, seed, Runnable::run);
    }

    /** Doing side by side, on this executor, what an explainer can do so. */
    public ExplainerBench withExecutor(Executor newExecutor) {
        return new ExplainerBench(explainers, options, bootstrap, seed, newExecutor);
    }

    /** Explainers with their default options, intervals of 95 %, seed 0, on the calling thread. */
    public static ExplainerBench of(List<Explainer> explainers) {
        return new ExplainerBench(explainers, Map.of(), Bootstrap.withDefaults(), 0);
    }

    /**
     * Measures all on one detector. Normal versions of an image are searched once for all explainers, so that seconds hold that search
     * for the first of them only.
     *
     * @return the random map, the heatmap and the true mask, then the explainers in their order
     * @throws IllegalArgumentException if there is no image, or an option is unknown or not allowed
     */
    public List<BenchRow> run(FittedDetector fitted, List<BenchImage> images, ProgressListener progress) {
        return run(fitted, Optional.empty(), images, progress);
    }

    /**
     * Measures all on one detector, and how far the maps change with its weights; that costs one more explanation an image.
     * What the detector ignores belongs to no mask.
     *
     * @param random the same detector with random weights ({@link RandomModel}); empty if that is not measured
     * @return as {@link #run(FittedDetector, List, ProgressListener)}
     */
    public List<BenchRow> run(
            FittedDetector fitted,
            Optional<FittedDetector> random,
            List<BenchImage> images,
            ProgressListener progress) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("a comparison needs at least one image");
        }
        IgnoredRegions ignored =
                fitted.capability(Cover.class).map(Cover::regions).orElse(IgnoredRegions.none());
        FittedDetector remembering = RememberedVersions.of(fitted);
        Optional<FittedDetector> randomRemembering = random.map(RememberedVersions::of);
        List<ContenderFigures> measured = contenders().stream()
                .map(contender -> new ContenderFigures(contender, remembering, randomRemembering, seed))
                .toList();
        for (int i = 0; i < images.size(); i++) {
            BenchImage image = ignored.isEmpty() ? images.get(i) : images.get(i).ignoring(ignored);
            Optional<RestoreToNormal> restore = restore(remembering, image.image());
            measured.forEach(one -> one.add(image, restore));
            progress.progressed("images", i + 1L, images.size());
        }
        ContenderFigures chance = measured.get(0);
        return measured.stream().map(one -> one.row(chance, bootstrap)).toList();
    }

    /** The maps of one image by explainer, in the order of {@link #run}; without those that show none. */
    public Map<String, AnomalyMap> maps(FittedDetector fitted, BenchImage image) {
        Map<String, AnomalyMap> maps = new LinkedHashMap<>();
        for (Contender contender : contenders()) {
            Cancellation.check();
            if (contender.unsuited(fitted).isEmpty()) {
                contender.map(fitted, image, image.image()).ifPresent(map -> maps.put(contender.name(), map));
            }
        }
        return maps;
    }

    private List<Contender> contenders() {
        List<Contender> contenders = new ArrayList<>(
                List.of(new Contender.RandomMap(seed), new Contender.Heatmap(), new Contender.TrueMask()));
        for (Explainer explainer : explainers) {
            Map<String, String> own = options.getOrDefault(explainer.name(), Map.of());
            contenders.add(new Contender.Of(
                    explainer, ExplainRequest.of(explainer, own, seed).withExecutor(executor)));
        }
        return contenders;
    }

    private Optional<RestoreToNormal> restore(FittedDetector fitted, Image image) {
        return fitted.capability(Reconstructs.class)
                .map(detector ->
                        NormalVersion.of(fitted, image, fitted.detect(image)).image())
                .map(normal -> RestoreToNormal.of(fitted, image, normal, seed));
    }
}
