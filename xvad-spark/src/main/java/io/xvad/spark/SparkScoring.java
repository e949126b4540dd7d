package io.xvad.spark;

import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.data.image.ImageReader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Scores the images of a data frame, a row in, a row out. The bytes of the model go to every executor once, where it is opened once and
 * shared by all tasks. A row is a function of its image and the model alone, so that tasks that Spark repeats, after a lost executor for
 * example, change nothing. Immutable: {@code with…} returns a changed copy. Thread-safe.
 *
 * <pre>{@code
 * Dataset<Row> images = SparkImages.in(spark, List.of("hdfs:///line7"));
 * SparkScoring.of(model).withMaps(MapBytes.NPY).score(images).write().parquet("hdfs:///scored");
 * }</pre>
 *
 * <p>A model that runs a network takes as many threads for one image as its option {@code threads} says, by default as many as the
 * machine has processors; where an executor runs several tasks side by side, fit the model with {@code threads=1}.
 */
public final class SparkScoring {

    private final byte[] model;
    private final ReaderSettings settings;
    private final MapBytes maps;
    private final @Nullable ExplainerChoice explainer;

    private SparkScoring(byte[] model, ReaderSettings settings, MapBytes maps, @Nullable ExplainerChoice explainer) {
        this.model = model;
        this.settings = settings;
        this.maps = maps;
        this.explainer = explainer;
    }

    /** Scores with a model, without maps and explanations. */
    public static SparkScoring of(FittedDetector model) {
        return of(Models.toBytes(model));
    }

    /**
     * Scores with a model, without maps and explanations.
     *
     * @param model bytes of a model file; its detector, and an engine that runs its network, must be on the class path of the executors
     */
    public static SparkScoring of(byte[] model) {
        return new SparkScoring(model.clone(), ReaderSettings.of(ImageReader.withDefaults()), MapBytes.NONE, null);
    }

    /**
     * Reading images with the pixel bound and white level of a reader; without it, with those of {@link ImageReader#withDefaults}. Use the
     * white level that the model was fitted with. Doubtful images are logged by the executors.
     */
    public SparkScoring readBy(ImageReader reader) {
        return new SparkScoring(model, ReaderSettings.of(reader), maps, explainer);
    }

    /** Keeping the anomaly map of each image. */
    public SparkScoring withMaps(MapBytes format) {
        return new SparkScoring(model, settings, format, explainer);
    }

    /**
     * Explaining each score.
     *
     * @param name of an explainer of the class path of the executors
     * @param options its options as they would be typed; the rest at their defaults
     */
    public SparkScoring explainedBy(String name, Map<String, String> options) {
        return new SparkScoring(model, settings, maps, new ExplainerChoice(name, options));
    }

    /**
     * Adds columns to a data frame: {@code score} (double), {@code pValue} and {@code threshold} (double, null of a model that is not
     * calibrated), {@code decision} (normal, anomalous or undecided), {@code regions} (array of frame, box, area, peakY, peakX, peak, mean),
     * {@code map} (bytes, null without maps), {@code explanation} (JSON as {@link
     * io.xvad.core.explain.Explanation#toJsonWithoutArrays}, null without an explainer) and {@code error}. An image that cannot be read has
     * nulls and an error that names it; one that cannot be explained, a score and an error. Lazy, as Spark's own.
     *
     * @param images with the column {@value SparkImages#PATH} (string), the id of an image, and perhaps {@value SparkImages#CONTENT}
     *     (binary), the bytes of its file, as Spark's source {@code binaryFile} gives them; without it the file is read where it is scored.
     *     Other columns stay; the content does not
     * @return as many rows, in as many partitions
     * @throws IllegalArgumentException if there is no column of paths, or one of the columns to be added
     */
    public Dataset<Row> score(Dataset<Row> images) {
        StructType schema = images.schema();
        List<String> names = List.of(schema.fieldNames());
        if (!names.contains(SparkImages.PATH)) {
            throw new IllegalArgumentException("images need a column '" + SparkImages.PATH + "', got " + names);
        }
        DetectionColumns.names().stream().filter(names::contains).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("column '" + name + "' is there already: " + names);
        });
        List<String> kept =
                names.stream().filter(name -> !name.equals(SparkImages.CONTENT)).toList();
        StructType before = new StructType(Arrays.stream(schema.fields())
                .filter(field -> kept.contains(field.name()))
                .toArray(StructField[]::new));
        SparkSession spark = images.sparkSession();
        ScoringTask task = new ScoringTask(
                SharedModel.of(spark, model),
                new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()),
                settings,
                kept,
                names.contains(SparkImages.CONTENT),
                maps,
                explainer);
        return images.mapPartitions(task, Encoders.row(DetectionColumns.after(before)));
    }
}
