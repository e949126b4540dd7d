package io.xvad.core.capability;

import io.xvad.core.Box;
import io.xvad.core.Clip;
import io.xvad.core.Cover;
import io.xvad.core.IgnoredRegions;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.NormalPatch;
import io.xvad.core.Samples;
import io.xvad.core.Tiling;
import io.xvad.core.XvadModelException;
import io.xvad.core.detect.CapabilityCover;
import io.xvad.core.detect.CapabilityCovers;
import io.xvad.core.detect.CoveredDetector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.SeesTiles;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.LearnedSamples;
import io.xvad.core.progress.ProgressListener;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;

/**
 * Puts the capabilities of this package behind a cover: they are asked of covered samples, and say of covered places that nothing is
 * there. Stateless.
 */
public final class CoveredCapabilities implements CapabilityCovers {

    @Override
    public List<CapabilityCover<?>> covers() {
        return List.of(
                new CapabilityCover<>(
                        Attends.class, (all, cover) -> image -> cover.lowest(all.attention(cover.over(image)))),
                new CapabilityCover<>(AttendsInTime.class, (all, cover) -> clip -> all.stretches(cover.over(clip))),
                new CapabilityCover<>(
                        ComparesSentences.class, (all, cover) -> image -> all.sentences(cover.over(image))),
                new CapabilityCover<>(ChecksRules.class, (all, cover) -> sample -> all.rules(cover.over(sample))),
                new CapabilityCover<>(Differentiable.class, CoveredGradients::new),
                new CapabilityCover<>(EditsExemplars.class, CoveredExemplars::new),
                new CapabilityCover<>(Forgets.class, CoveredForgetting::new),
                new CapabilityCover<>(
                        GuidesGradients.class,
                        (all, cover) -> image -> zero(all.guidedGradient(cover.over(image)), cover)),
                new CapabilityCover<>(
                        HasAttributes.class, (all, cover) -> sample -> all.attributes(cover.over(sample))),
                new CapabilityCover<>(LearnedSamples.class, (all, cover) -> all),
                new CapabilityCover<>(
                        LearnsMore.class,
                        (all, cover) -> (normals, date, progress) -> new CoveredDetector(
                                all.withMore(CoveredDetector.covered(normals, cover), date, progress), cover)),
                new CapabilityCover<>(NamesRegions.class, CoveredRegions::new),
                new CapabilityCover<>(
                        PropagatesRelevance.class,
                        (all, cover) ->
                                (image, rule, biases) -> zero(all.relevance(cover.over(image), rule, biases), cover)),
                new CapabilityCover<>(Reconstructs.class, CoveredReconstructions::new),
                new CapabilityCover<>(
                        RemembersImages.class,
                        (all, cover) -> like -> all.normalImages(like).stream()
                                .map(image -> image.with(cover.mask(like), like))
                                .toList()),
                new CapabilityCover<>(RemembersNormals.class, CoveredNormals::new),
                new CapabilityCover<>(Tiling.class, (tiling, cover) -> tiling),
                new CapabilityCover<>(SeesTiles.class, CoveredTiles::new),
                new CapabilityCover<>(TellsReasons.class, (all, cover) -> image -> all.reasons(cover.over(image))),
                new CapabilityCover<>(WholeGraph.class, (all, cover) -> new NoGraph(all.size())));
    }

    /** Values of shape (channels, height, width), 0 where they are covered. */
    private static Tensor zero(Tensor values, Cover cover) {
        boolean[] covered = cover.regions().mask(values.size(1), values.size(2)).toArray();
        float[] outside = values.toArray();
        for (int i = 0; i < outside.length; i++) {
            outside[i] = covered[i % covered.length] ? 0 : outside[i];
        }
        return Tensor.owning(outside, values.shape());
    }

    private record CoveredReconstructions(Reconstructs all, Cover cover) implements Reconstructs {

        @Override
        public Image reconstruct(Image image) {
            return all.reconstruct(cover.over(image)).with(cover.mask(image), image);
        }

        @Override
        public List<Image> reconstruct(Image image, Mask region, int count) {
            return all.reconstruct(cover.over(image), region, count).stream()
                    .map(version -> version.with(cover.mask(image), image))
                    .toList();
        }
    }

    private record CoveredGradients(Differentiable all, Cover cover) implements Differentiable {

        @Override
        public List<String> activations() {
            return all.activations();
        }

        @Override
        public Tensor inputGradient(Image image) {
            return zero(all.inputGradient(cover.over(image)), cover);
        }

        @Override
        public ActivationGradient activationGradient(Image image, String activation) {
            return all.activationGradient(cover.over(image), activation);
        }
    }

    private record CoveredNormals(RemembersNormals all, Cover cover) implements RemembersNormals {

        @Override
        public List<NormalPatch> nearest(Image image, int y, int x, int count) {
            return all.nearest(cover.over(image), y, x, count);
        }

        @Override
        public Image queryCrop(Image image, int y, int x) {
            return all.queryCrop(cover.over(image), y, x);
        }
    }

    private record CoveredTiles(SeesTiles all, Cover cover) implements SeesTiles {

        @Override
        public FittedDetector of(Box tile, int height, int width) {
            FittedDetector detector = all.of(tile, height, width);
            Mask mask = cover.regions().mask(height, width, tile);
            return mask.any()
                    ? new CoveredDetector(
                            detector, new Cover(IgnoredRegions.of(mask), cover.red(), cover.green(), cover.blue()))
                    : detector;
        }
    }

    private record CoveredRegions(NamesRegions all, Cover cover) implements NamesRegions {

        @Override
        public List<NamedRegion> regions(Image image) {
            Mask seen = cover.regions().mask(image.height(), image.width()).inverted();
            return all.regions(cover.over(image)).stream()
                    .map(region -> within(region, seen))
                    .filter(region -> region.mask().any())
                    .toList();
        }

        private static NamedRegion within(NamedRegion region, Mask seen) {
            Mask uncovered = region.mask().inverted().or(seen.inverted()).inverted();
            return new NamedRegion(region.name(), region.box(), uncovered, region.found(), region.confidence());
        }
    }

    private record CoveredExemplars(EditsExemplars all, Cover cover) implements EditsExemplars {

        @Override
        public List<NormalExemplar> exemplars(Image like, int y, int x) {
            return all.exemplars(cover.over(like), y, x);
        }

        @Override
        public FittedDetector withNormal(Clip clip, Box box) {
            return new CoveredDetector(all.withNormal(cover.over(clip), box), cover);
        }

        @Override
        public FittedDetector without(List<Integer> numbers) {
            return new CoveredDetector(all.without(numbers), cover);
        }
    }

    private record CoveredForgetting(Forgets all, Cover cover) implements Forgets {

        @Override
        public boolean needsSamples() {
            return all.needsSamples();
        }

        @Override
        public FittedDetector without(
                Predicate<String> forgotten, Samples again, LocalDate date, ProgressListener progress) {
            Samples covered = CoveredDetector.covered(again, cover);
            return new CoveredDetector(all.without(forgotten, covered, date, progress), cover);
        }
    }

    /** A graph takes images without a cover. */
    private record NoGraph(int size) implements WholeGraph {

        @Override
        public byte[] onnx() {
            throw new XvadModelException("the model ignores regions of its images, which one graph cannot");
        }
    }
}
