package io.xvad.detectors.nearest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Samples;
import io.xvad.core.XvadModelException;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.model.ModelFile;
import io.xvad.core.model.ModelReader;
import io.xvad.core.registry.Registry;
import io.xvad.detectors.TestImages;
import io.xvad.detectors.patchcore.PatchCore;
import io.xvad.testkit.SeparateProcess;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphSearchTest {

    private static final int DIMENSION = 24;
    private static final Map<String, String> OPTIONS =
            Map.of("coreset-size", "300", "candidates", "2000", "input-size", "96", "neighbour-search", "graph");

    /** Rows around some centres, as features of patches are. */
    private static float[] clustered(int count) {
        SplittableRandom random = new SplittableRandom(5);
        float[] centres = new float[40 * DIMENSION];
        for (int i = 0; i < centres.length; i++) {
            centres[i] = (float) random.nextDouble();
        }
        float[] rows = new float[count * DIMENSION];
        for (int i = 0; i < rows.length; i++) {
            int centre = i / DIMENSION % 40;
            rows[i] = centres[centre * DIMENSION + i % DIMENSION] + (float) (0.2 * random.nextDouble());
        }
        return rows;
    }

    private static FittedDetector fit(Map<String, String> options) {
        return Training.of(new PatchCore()).withOptions(options).fit(Samples.of(TestImages.normals(5)));
    }

    @Test
    void nearlyAllNearestRowsAreFound() {
        float[] all = clustered(4_400);
        float[] rows = Arrays.copyOf(all, 4_000 * DIMENSION);
        float[] others = Arrays.copyOfRange(all, rows.length, all.length);
        Recall recall = Recall.of(
                new NearestRows(rows, DIMENSION, GraphSearch.build(rows, DIMENSION, 0)),
                new NearestRows(rows, DIMENSION, new TiledSearch(rows, DIMENSION, 0)),
                others);
        assertThat(recall.asked()).isEqualTo(400);
        assertThat(recall.share()).isBetween(0.9, 1.0);
        assertThat(recall.excess()).isBetween(0.0, 0.01);
    }

    @Test
    void recallCountsWhatIsMissed() {
        float[] rows = {0, 1, 3, 6, 10};
        float[] queries = {0, 2.5f, 7, 9};
        NearestRows exact = new NearestRows(rows, 1, new TiledSearch(rows, 1, 1));
        assertThat(Recall.of(exact, exact, queries)).isEqualTo(new Recall(4, 1, 0));
        NearestRows missing = new NearestRows(rows, 1, new NeighbourSearch() {
            @Override
            public int[] nearest(float[] asked, int k) {
                return new int[] {1, 2, 3, 3};
            }

            @Override
            public void close() {}
        });
        Recall recall = Recall.of(missing, exact, queries);
        assertThat(recall).isEqualTo(new Recall(4, 0.5, (3.0 / 1 - 1) / 4));
        assertThat(recall.inWords()).contains("50.0 % of 4").contains("50.00 %");
    }

    @Test
    void findsAllRowsWhenAsked() {
        float[] rows = clustered(200);
        int[] found = GraphSearch.build(rows, DIMENSION, 0).nearest(rows, 200);
        assertThat(found).hasSize(200 * 200);
        assertThat(Arrays.copyOf(found, 200)).doesNotHaveDuplicates();
    }

    @Test
    void aDetectorThatSearchesAGraphScoresAsOneThatSearchesAllAndAsItsCopy(@TempDir Path directory) {
        Path file = directory.resolve("graph.xvad");
        try (FittedDetector graph = fit(OPTIONS);
                FittedDetector exact = fit(Map.of("coreset-size", "300", "candidates", "2000", "input-size", "96"))) {
            double score = graph.detect(TestImages.withSquare()).score();
            assertThat(score).isEqualTo(exact.detect(TestImages.withSquare()).score());
            Models.save(graph, file);
            try (FittedDetector loaded = Models.load(file, Registry.of(Detector.class, List.of(new PatchCore())))) {
                assertThat(loaded.detect(TestImages.withSquare()).score()).isEqualTo(score);
                Path again = directory.resolve("again.xvad");
                Models.save(loaded, again);
                assertThat(again).hasSameBinaryContentAs(file);
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameGraph(@TempDir Path directory) {
        for (String name : List.of("one.xvad", "other.xvad")) {
            try (FittedDetector graph = fit(OPTIONS)) {
                Models.save(graph, directory.resolve(name));
            }
        }
        assertThat(directory.resolve("one.xvad")).hasSameBinaryContentAs(directory.resolve("other.xvad"));
    }

    @Test
    void aBrokenGraphIsRefused(@TempDir Path directory) {
        Path file = directory.resolve("broken.xvad");
        try (FittedDetector graph = fit(OPTIONS)) {
            ModelFile.write(file, graph.provenance(), model -> model.bytes("neighbour-graph", new byte[] {1, 2, 3}));
        }
        try (ModelReader model = ModelFile.open(file)) {
            float[] rows = clustered(7);
            assertThatThrownBy(() -> GraphSearch.read(model, rows, DIMENSION, 0))
                    .isInstanceOf(XvadModelException.class)
                    .hasMessageContaining("no graph of 7 rows");
        }
    }

    @Test
    void aGraphOfOtherRowsIsRefused(@TempDir Path directory) {
        Path file = directory.resolve("graph.xvad");
        try (FittedDetector graph = fit(OPTIONS)) {
            Models.save(graph, file);
        }
        try (ModelReader model = ModelFile.open(file)) {
            float[] rows = clustered(7);
            assertThatThrownBy(() -> GraphSearch.read(model, rows, DIMENSION, 0))
                    .isInstanceOf(XvadModelException.class)
                    .hasMessageContaining("no graph of 7 rows: it has 300");
        }
    }

    /** Fits where JVector is missing. */
    static final class Fits {

        private Fits() {}

        public static void main(String[] arguments) {
            try {
                fit(OPTIONS).close();
            } catch (XvadUnavailableException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void withoutItsLibraryTheErrorSaysWhatToAdd() {
        SeparateProcess process = SeparateProcess.of(entry -> !entry.contains("jvector"), Fits.class, List.of());
        assertThat(process.output())
                .contains("neighbour-search=graph needs io.github.jbellis:jvector:4.0.2 on the class path");
    }
}
