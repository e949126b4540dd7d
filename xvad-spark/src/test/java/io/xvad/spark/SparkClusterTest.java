package io.xvad.spark;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Samples;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A master, two workers and their executors as processes of this machine, of which one is lost on the way. */
class SparkClusterTest {

    @AfterEach
    void forgetTheCluster() {
        LocalSpark.forgetCluster();
    }

    @Test
    void everyImageHasOneRowThoughAnExecutorIsLostAndAnImageIsBroken(@TempDir Path folder) throws IOException {
        Path images = folder.resolve("images");
        Images.write(images, 0, 40, false);
        Images.corrupt(images);
        Path notes = Files.createDirectory(folder.resolve("notes"));
        Path model = folder.resolve("m.xvad");
        try (FittedDetector halting = Training.of(new HaltingDetector())
                .withHeldOut(0)
                .with(HaltingDetector.FOLDER, notes.toString())
                .with(HaltingDetector.DEADLY, "023.png")
                .fit(Samples.of(List.of(Images.of(1, false))))) {
            Models.save(halting, model);
        }
        Path out = folder.resolve("out");
        try (SparkSession spark = LocalSpark.cluster(folder, 2)
                .config("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1")
                .getOrCreate()) {
            assertThat(spark.sparkContext().isLocal()).isFalse();
            SparkDetect.main(new String[] {
                "--model", model.toString(),
                "--data", images.toString(),
                "--out", out.toString(),
                "--format", "json",
                "--partitions", "12"
            });
        }
        Map<String, JsonObject> rows = new TreeMap<>();
        int lines = 0;
        for (String line : lines(out)) {
            JsonObject row = JsonObject.parse(line);
            rows.put(Path.of(row.string("path")).getFileName().toString(), row);
            lines++;
        }
        assertThat(lines).isEqualTo(41).isEqualTo(rows.size());
        assertThat(requireNonNull(rows.remove("zz broken.png")).string("error")).contains("zz broken.png");
        rows.forEach((name, row) -> assertThat(row.number("score")).isBetween(0.5, 0.8));
        assertThat(notes.resolve("halted")).exists();
        assertOpenedOncePerJvm(notes);
    }

    private static List<String> lines(Path out) throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            List<String> lines = new ArrayList<>();
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".json")).toList()) {
                lines.addAll(Files.readAllLines(file));
            }
            return lines;
        }
    }

    /** Two executors, and the one that came for the lost one. */
    private static void assertOpenedOncePerJvm(Path notes) throws IOException {
        try (Stream<Path> files = Files.list(notes)) {
            List<String> loads = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("loaded-"))
                    .toList();
            assertThat(loads).allMatch(name -> name.endsWith("-1"));
            assertThat(loads.size()).isBetween(2, 3);
        }
    }
}
