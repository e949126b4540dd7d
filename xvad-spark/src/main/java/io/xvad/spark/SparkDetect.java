package io.xvad.spark;

import static java.util.Objects.requireNonNull;

import io.xvad.data.image.ImageReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Scores folders of images on a Spark cluster: what {@code spark-submit --class io.xvad.spark.SparkDetect} runs. See docs/spark.md. */
@Command(
        name = "SparkDetect",
        mixinStandardHelpOptions = true,
        description = "Score the images of folders on Spark; a row each, those that cannot be read with their error.")
public final class SparkDetect implements Callable<Integer> {

    /** The files that results are written to. */
    enum Format {
        PARQUET,
        JSON
    }

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "Model file written by xvad fit.")
    private String model = "";

    @Option(
            names = "--data",
            required = true,
            arity = "1..*",
            paramLabel = "DIR",
            description =
                    "Folders of images, searched to the bottom; paths or URLs of any file system that Spark reads.")
    private List<String> data = new ArrayList<>();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write; must not be there.")
    private String out = "";

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}. Default: parquet.")
    private Format format = Format.PARQUET;

    @Option(
            names = "--maps",
            paramLabel = "FORMAT",
            description = "Keep the anomaly map of each image: ${COMPLETION-CANDIDATES}. Default: none.")
    private MapBytes maps = MapBytes.NONE;

    @Option(names = "--explainer", paramLabel = "NAME", description = "Explain each score, for example verbal.")
    private String explainer = "";

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Number of tasks, and of files. Default: 4 for each core of the cluster.")
    private @Nullable Integer partitions;

    @Option(
            names = "--white-level",
            paramLabel = "VALUE",
            description = "Sample value that is white in images of more than 8 bits a sample, as the model was fitted."
                    + " Default: what the file says, else the most that it can hold.")
    private @Nullable Double whiteLevel;

    @Spec
    private @Nullable CommandSpec command;

    private SparkDetect() {}

    /** Runs with the arguments of a command line; ends the JVM with 2 if they are wrong, 1 if scoring fails. */
    public static void main(String[] args) {
        int status = run(args);
        if (status != 0) {
            System.exit(status);
        }
    }

    static int run(String... args) {
        return new CommandLine(new SparkDetect())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
    }

    @Override
    public Integer call() throws IOException {
        if (partitions != null && partitions < 1) {
            throw wrong("--partitions must be at least 1, got " + partitions);
        }
        ImageReader reader = reader();
        try (SparkSession spark = SparkSession.builder().appName("xvad detect").getOrCreate()) {
            SparkScoring scoring = SparkScoring.of(StoredImages.bytes(
                            model,
                            new SerializableConfiguration(spark.sparkContext().hadoopConfiguration())))
                    .readBy(reader)
                    .withMaps(maps);
            Dataset<Row> images =
                    partitions == null ? SparkImages.in(spark, data) : SparkImages.in(spark, data, partitions);
            write((explainer.isEmpty() ? scoring : scoring.explainedBy(explainer, Map.of())).score(images));
            tell(read(spark));
            return 0;
        }
    }

    private ImageReader reader() {
        ImageReader reader = ImageReader.withDefaults();
        if (whiteLevel == null) {
            return reader;
        }
        try {
            return reader.withWhiteLevel(whiteLevel);
        } catch (IllegalArgumentException e) {
            throw wrong("--white-level: " + e.getMessage());
        }
    }

    private ParameterException wrong(String why) {
        return new ParameterException(requireNonNull(command).commandLine(), why);
    }

    private void write(Dataset<Row> scored) {
        switch (format) {
            case PARQUET -> scored.write().parquet(out);
            case JSON -> scored.write().json(out);
        }
    }

    private Dataset<Row> read(SparkSession spark) {
        return format == Format.PARQUET
                ? spark.read().parquet(out)
                : spark.read().schema("error string").json(out);
    }

    private void tell(Dataset<Row> written) {
        Row counts = written.selectExpr("count(*)", "count(error)").head();
        System.out.printf(
                Locale.ROOT, "%d images, %d with an error, in %s%n", counts.getLong(0), counts.getLong(1), out);
    }
}
