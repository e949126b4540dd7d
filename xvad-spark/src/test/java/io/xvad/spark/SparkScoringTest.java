package io.xvad.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Detection;
import io.xvad.core.Samples;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.model.Npy;
import io.xvad.data.dataset.ImageFolder;
import io.xvad.data.image.ImageReader;
import io.xvad.detectors.pixelgaussian.PixelGaussian;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkScoringTest {

    @TempDir
    private static Path folder;

    private static SparkSession spark;
    private static FittedDetector model;

    @BeforeAll
    static void begin() throws IOException {
        Images.write(folder.resolve("normal"), 0, 30, false);
        Images.write(folder.resolve("test"), 100, 4, false);
        Images.write(folder.resolve("test"), 200, 4, true);
        Images.corrupt(folder.resolve("test"));
        Files.writeString(folder.resolve("test").resolve("notes.txt"), "no image");
        model = Training.of(new PixelGaussian())
                .with(PixelGaussian.INPUT_SIZE, Images.SIDE)
                .withFalseAlarmRate(0.2)
                .fit(ImageFolder.of(folder.resolve("normal")));
        spark = LocalSpark.twoThreads();
    }

    @AfterAll
    static void end() throws IOException {
        spark.close();
        model.close();
    }

    private static Dataset<Row> images() {
        return SparkImages.in(spark, List.of(folder.resolve("test").toString()));
    }

    private static Map<String, Row> byPath(Dataset<Row> scored) {
        Map<String, Row> rows = new TreeMap<>();
        scored.collectAsList().forEach(row -> rows.put(row.getAs("path"), row));
        return rows;
    }

    private static void assertEqual(Row row, Detection detection) {
        assertThat(row.<Double>getAs("score")).isEqualTo(detection.score());
        assertThat(row.<Double>getAs("pValue"))
                .isEqualTo(detection.verdict().pValue().orElseThrow());
        assertThat(row.<Double>getAs("threshold"))
                .isEqualTo(detection.verdict().threshold().orElseThrow());
        assertThat(row.<String>getAs("decision"))
                .isEqualTo(detection.verdict().decision().name().toLowerCase(Locale.ROOT));
        List<Row> regions = row.getList(row.fieldIndex("regions"));
        assertThat(regions).hasSameSizeAs(detection.regions());
        for (int i = 0; i < regions.size(); i++) {
            Row box = regions.get(i).getAs("box");
            assertThat(List.of(box.getInt(0), box.getInt(1), box.getInt(2), box.getInt(3)))
                    .isEqualTo(List.of(
                            detection.regions().get(i).box().x(),
                            detection.regions().get(i).box().y(),
                            detection.regions().get(i).box().width(),
                            detection.regions().get(i).box().height()));
            assertThat(regions.get(i).<Float>getAs("peak"))
                    .isEqualTo(detection.regions().get(i).peak());
        }
        assertThat(row.isNullAt(row.fieldIndex("error"))).isTrue();
    }

    @Test
    void aRowHasWhatTheModelFindsAndABrokenImageItsError() {
        Map<String, Row> rows = byPath(SparkScoring.of(model).score(images().repartition(3)));
        assertThat(rows).hasSize(9);
        int regions = 0;
        for (Map.Entry<String, Row> each : rows.entrySet()) {
            Row row = each.getValue();
            if (each.getKey().endsWith("broken.png")) {
                assertThat(row.isNullAt(row.fieldIndex("score"))).isTrue();
                assertThat(row.<String>getAs("error")).contains("zz broken.png");
            } else {
                Path file = Path.of(each.getKey().replaceFirst("^file:", ""));
                Detection detection = model.detect(ImageReader.withDefaults().read(file));
                assertEqual(row, detection);
                regions += detection.regions().size();
            }
        }
        assertThat(regions).isPositive();
    }

    @Test
    void bytesAreScoredAsTheirFilesAndOtherColumnsStay() {
        Dataset<Row> bytes = spark.read()
                .format("binaryFile")
                .option("pathGlobFilter", "*.png")
                .load(folder.resolve("test").toString());
        Dataset<Row> scored = SparkScoring.of(model).score(bytes);
        assertThat(scored.columns())
                .startsWith("path", "modificationTime", "length", "score")
                .doesNotContain("content");
        Map<String, Row> ofBytes = byPath(scored);
        Map<String, Row> ofPaths = byPath(SparkScoring.of(model).score(images()));
        assertThat(ofBytes.keySet()).isEqualTo(ofPaths.keySet());
        ofBytes.forEach((path, row) -> assertThat(row.<Double>getAs("score"))
                .isEqualTo(requireNonNull(ofPaths.get(path)).<Double>getAs("score")));
    }

    @Test
    void anImageBelowTwoFoldersIsThereOnce() {
        Dataset<Row> twice =
                SparkImages.in(spark, List.of(folder.resolve("test").toString(), folder.toString()));
        assertThat(twice.count()).isEqualTo(39).isEqualTo(twice.distinct().count());
    }

    @Test
    void aFileThatIsNotThereIsAnErrorOfItsRow() {
        List<String> paths = List.of(folder.resolve("gone.png").toString());
        List<Row> rows =
                SparkScoring.of(model).score(LocalSpark.paths(spark, paths, 1)).collectAsList();
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).<String>getAs("error")).contains("gone.png");
    }

    @Test
    void aRowWithoutAPathOrContentHasAnError() {
        Dataset<Row> rows = spark.sql("select cast(null as string) as path, cast(null as binary) as content"
                + " union all select 'a.png', cast(null as binary)");
        List<String> errors = SparkScoring.of(model)
                .score(rows)
                .select("error")
                .as(Encoders.STRING())
                .collectAsList();
        assertThat(errors).containsExactlyInAnyOrder("an image without a path", "a.png: has no content");
    }

    @Test
    void mapsAndExplanationsAreKeptWhereAsked() {
        List<String> one =
                List.of(folder.resolve("test").resolve("größe 200.png").toString());
        Row row = SparkScoring.of(model)
                .withMaps(MapBytes.NPY)
                .explainedBy("p-value", Map.of())
                .score(LocalSpark.paths(spark, one, 1))
                .head();
        Detection detection = model.detect(ImageReader.withDefaults().read(Path.of(one.get(0))));
        assertThat(Npy.read("map", row.<byte[]>getAs("map")).floats())
                .isEqualTo(detection.map().toArray());
        assertThat(row.<String>getAs("explanation")).contains("\"explainer\":\"p-value\"");
        Row png = SparkScoring.of(model)
                .withMaps(MapBytes.PNG16)
                .score(LocalSpark.paths(spark, one, 1))
                .head();
        assertThat(ImageReader.withDefaults()
                        .read("map", png.<byte[]>getAs("map"))
                        .height())
                .isEqualTo(Images.SIDE);
    }

    @Test
    void anImageThatCannotBeExplainedHasAScoreAndAnError() {
        List<Row> rows = SparkScoring.of(model)
                .explainedBy("failing", Map.of())
                .score(images())
                .filter("error like 'not explained: examples.png: no such file' and score > 0 and explanation is null")
                .collectAsList();
        assertThat(rows).hasSize(8);
    }

    @Test
    void imagesAreReadWithTheWhiteLevelAndPixelBoundOfTheReader(@TempDir Path other) throws IOException {
        Path file = Images.writeBits(other.resolve("twelve.png"), Images.of(300, true), 12);
        ImageReader reader = ImageReader.withDefaults().withWhiteLevel(4095);
        double wanted = model.detect(reader.read(file)).score();
        Dataset<Row> one = LocalSpark.paths(spark, List.of(file.toString()), 1);
        Dataset<Row> bytes =
                spark.read().format("binaryFile").load(file.toString()).select("path", "content");
        SparkScoring scoring = SparkScoring.of(model);
        assertThat(scoring.score(one).head().<Double>getAs("score")).isNotEqualTo(wanted);
        assertThat(scoring.readBy(reader).score(one).head().<Double>getAs("score"))
                .isEqualTo(wanted);
        assertThat(scoring.readBy(reader).score(bytes).head().<Double>getAs("score"))
                .isEqualTo(wanted);
        assertThat(scoring.readBy(reader.withMaxPixels(100)).score(one).head().<String>getAs("error"))
                .contains("at most 100 pixels");
    }

    @Test
    void oneModelIsOpenedForAllTasksOfAJvm() {
        FittedDetector counted =
                Training.of(new HaltingDetector()).withHeldOut(0).fit(Samples.of(List.of(Images.of(1, false))));
        int loaded = HaltingDetector.LOADED.get();
        long rows = SparkScoring.of(counted)
                .score(images().repartition(8))
                .filter("score > 0")
                .count();
        assertThat(rows).isEqualTo(8);
        assertThat(HaltingDetector.LOADED.get() - loaded).isEqualTo(1);
    }

    @Test
    void columnsThatAreMissingOrThereAlreadyAreRefused() {
        Dataset<Row> nameless =
                spark.createDataset(List.of("a"), Encoders.STRING()).toDF("file");
        assertThatThrownBy(() -> SparkScoring.of(model).score(nameless))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("path");
        Dataset<Row> scored = SparkScoring.of(model).score(images());
        assertThatThrownBy(() -> SparkScoring.of(model).score(scored))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("score");
    }

    @Test
    void aModelThatNobodyUsesIsClosedWhenAnotherComes() {
        List<String> opened = new ArrayList<>();
        int closed = HaltingDetector.CLOSED.get();
        FittedDetector any =
                Training.of(new HaltingDetector()).withHeldOut(0).fit(Samples.of(List.of(Images.of(1, false))));
        try (OpenModels models = new OpenModels(bytes -> {
            opened.add(new String(bytes, UTF_8));
            return any;
        })) {
            models.acquire("a", () -> "a".getBytes(UTF_8));
            models.acquire("a", () -> "a".getBytes(UTF_8));
            models.acquire("b", () -> "b".getBytes(UTF_8));
            assertThat(opened).containsExactly("a", "b");
            assertThat(HaltingDetector.CLOSED.get()).isEqualTo(closed);
            models.release("b");
            models.release("a");
            models.acquire("c", () -> "c".getBytes(UTF_8));
            assertThat(HaltingDetector.CLOSED.get()).isEqualTo(closed + 1);
            models.acquire("a", () -> "a".getBytes(UTF_8));
            assertThat(opened).containsExactly("a", "b", "c");
        }
    }
}
