package io.xvad.report;

import io.xvad.core.Detection;
import io.xvad.core.LargeImage;
import io.xvad.core.ReducedMap;
import io.xvad.core.Sample;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.data.map.LargeMapFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A detector that writes the maps of large images while it scores them, because they are whole at no time. Thread-safe.
 *
 * @param inner scores
 * @param formats NPY and TIFF are written here
 * @param mapFile the file of the map of a sample's id, without its ending
 */
record KeepsLargeMaps(FittedDetector inner, Set<MapFormat> formats, Function<String, Path> mapFile)
        implements FittedDetector {

    @Override
    public Detection detect(Sample sample) {
        return sample instanceof LargeImage image ? kept(image) : inner.detect(sample);
    }

    private Detection kept(LargeImage image) {
        ReducedMap reduced = new ReducedMap(image.height(), image.width());
        if (!formats.contains(MapFormat.NPY) && !formats.contains(MapFormat.TIFF)) {
            return with(inner.detect(image, reduced), reduced);
        }
        Path file = mapFile.apply(image.id());
        try (LargeMapFile whole = LargeMapFile.in(file.resolveSibling(""), image.height(), image.width())) {
            Detection found = inner.detect(image, reduced.and(whole));
            if (whole.isWhole()) {
                write(whole, file);
            }
            return with(found, reduced);
        }
    }

    private static Detection with(Detection found, ReducedMap reduced) {
        return found.with(found.verdict(), reduced.map().stream().toList(), found.regions());
    }

    private void write(LargeMapFile whole, Path file) {
        if (formats.contains(MapFormat.NPY)) {
            whole.writeNpy(file.resolveSibling(file.getFileName() + MapFormat.NPY.ending()));
        }
        if (formats.contains(MapFormat.TIFF)) {
            whole.writeTiff(file.resolveSibling(file.getFileName() + MapFormat.TIFF.ending()));
        }
    }

    @Override
    public List<Detection> detectAll(List<? extends Sample> samples, Executor executor) {
        return samples.stream().anyMatch(LargeImage.class::isInstance)
                ? FittedDetector.super.detectAll(samples, executor)
                : inner.detectAll(samples, executor);
    }

    @Override
    public Capabilities capabilities() {
        return inner.capabilities();
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        return inner.capability(type);
    }

    @Override
    public Provenance provenance() {
        return inner.provenance();
    }

    @Override
    public void save(ModelWriter model) {
        inner.save(model);
    }

    @Override
    public <R> R whileOpen(Supplier<R> work) {
        return inner.whileOpen(work);
    }

    @Override
    public void close() {
        inner.close();
    }
}
