package io.xvad.evaluation.benchmark;

import io.xvad.core.Samples;
import io.xvad.core.XvadDataException;
import io.xvad.core.model.Sha256;
import io.xvad.data.dataset.AnomalyDataset;
import io.xvad.data.dataset.DatasetFormat;
import io.xvad.data.dataset.TestCase;
import io.xvad.data.image.ImageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A data set of a benchmark: normal images to learn from, normal and anomalous ones to test on. Immutable.
 *
 * @param name its name in the tables, of its own in a benchmark
 * @param path where it lies; its name if it was not found in a folder
 * @param dataset its images
 */
public record BenchmarkData(String name, String path, AnomalyDataset dataset) {

    public BenchmarkData {
        long anomalous = dataset.test().stream().filter(TestCase::anomalous).count();
        long normal = dataset.test().size() - anomalous;
        if (normal == 0 || anomalous == 0 || dataset.train().size() == 0) {
            throw new XvadDataException(path
                    + ": a benchmark needs normal images to learn from, and normal and anomalous ones"
                    + " to test on, but there are " + dataset.train().size() + ", " + normal + " and " + anomalous);
        }
    }

    /**
     * A data set that lies in a folder, in the layout that is recognised.
     *
     * @throws XvadDataException naming the folder, if it holds no data set, or not all three kinds of images
     */
    public static BenchmarkData open(Path root) {
        return of(root, DatasetFormat.recognise(root).open(root));
    }

    /** A data set that was opened from a folder; throws as {@link #open}. */
    public static BenchmarkData of(Path root, AnomalyDataset dataset) {
        return new BenchmarkData(dataset.name(), root.toString(), dataset);
    }

    /** The same images, read by another reader. */
    public BenchmarkData readBy(ImageReader reader) {
        return new BenchmarkData(name, path, dataset.readBy(reader));
    }

    /** The same under another name. */
    BenchmarkData named(String other) {
        return new BenchmarkData(other, path, dataset);
    }

    /**
     * Fewer images, spread evenly over those there are.
     *
     * @param train most images to learn from, at least 1
     * @param eachKind most test images of each kind: of the normal ones, and of each defect; at least 1
     * @throws IllegalArgumentException if either is below 1
     */
    public BenchmarkData limitedTo(int train, int eachKind) {
        if (train < 1 || eachKind < 1) {
            throw new IllegalArgumentException(
                    "a benchmark needs at least one image of each kind, got limits of " + train + " and " + eachKind);
        }
        Map<String, List<TestCase>> kinds = new LinkedHashMap<>();
        dataset.test().forEach(test -> kinds.computeIfAbsent(test.defect(), kind -> new ArrayList<>())
                .add(test));
        List<TestCase> tests = kinds.values().stream()
                .flatMap(kind -> IntStream.of(spread(kind.size(), eachKind)).mapToObj(kind::get))
                .toList();
        Samples fewer = dataset.train().select(spread(dataset.train().size(), train));
        return new BenchmarkData(name, path, new AnomalyDataset(dataset.name(), fewer, tests, dataset.inventory()));
    }

    private static int[] spread(int size, int most) {
        int count = Math.min(size, most);
        return IntStream.range(0, count)
                .map(i -> (int) ((i + 0.5) * size / count))
                .toArray();
    }

    /** Number of normal test images. */
    public int normalTests() {
        return (int) dataset.test().stream().filter(test -> !test.anomalous()).count();
    }

    /**
     * SHA-256, in hex, of where the data set lies and of the names, labels and sizes of its files, whose content is not read. Equal for the
     * same selection of the same files.
     */
    String fingerprint() {
        Sha256 sha = new Sha256().add(path);
        for (int i = 0; i < dataset.train().size(); i++) {
            add(sha, dataset.train().id(i));
        }
        for (TestCase test : dataset.test()) {
            add(sha, test.id());
            sha.add(test.defect()).add(test.reader().whiteLevel().toString());
            test.maskFile().ifPresent(mask -> add(sha, mask.toString()));
        }
        return sha.hex();
    }

    private static void add(Sha256 sha, String file) {
        sha.add(file).add(Long.toString(size(Path.of(file))));
    }

    /** Of a file that is not there, or no file, nothing: reading it will tell. */
    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : -1;
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
