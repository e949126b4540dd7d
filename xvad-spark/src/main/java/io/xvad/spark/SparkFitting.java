package io.xvad.spark;

import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Gathered;
import io.xvad.core.detect.GatheringTask;
import io.xvad.core.detect.HeldOutScore;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.detect.TrainingInParts;
import io.xvad.data.image.ImageReader;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * Fits a detector to normal images that many machines read: those that gather what parts of the images tell, such as {@code padim},
 * {@code pixel-gaussian} and {@code patchcore} ({@link io.xvad.core.detect.FitsInParts}). The result is an ordinary model. The same
 * images, seed and number of parts give the same model, bit by bit, whatever executors are lost meanwhile. Immutable: {@code with…} returns
 * a changed copy.
 *
 * <pre>{@code
 * FittedDetector model = SparkFitting.of(Training.of(new PaDiM()).withSeed(7)).fit(SparkImages.in(spark, List.of("hdfs:///normal")));
 * Models.save(model, Path.of("line7.xvad"));
 * }</pre>
 *
 * <p>Executors gather and score what is held out; the driver fits to what was gathered and reads some images again: at most 48 that are kept
 * as examples, those from which {@code patchcore} remembers patches, and 64 on which measures run.
 */
public final class SparkFitting {

    /** How many parts are joined by one task; a part of {@code padim} with its defaults has 40 MB. */
    private static final int JOINED = 4;

    private final Training training;
    private final ReaderSettings settings;
    private final int parts;

    private SparkFitting(Training training, ReaderSettings settings, int parts) {
        this.training = training;
        this.settings = settings;
        this.parts = parts;
    }

    /** Fits as a training says, in as many parts as Spark runs tasks side by side. */
    public static SparkFitting of(Training training) {
        return new SparkFitting(training, ReaderSettings.of(ImageReader.withDefaults()), 0);
    }

    /**
     * Fitting in this many parts, or as many as there are images, if these are fewer.
     *
     * @throws IllegalArgumentException if below 1
     */
    public SparkFitting withParts(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("a fit has at least one part, got " + number);
        }
        return new SparkFitting(training, settings, number);
    }

    /**
     * Reading images with the pixel bound and white level of a reader; without it, with those of {@link ImageReader#withDefaults}. Use the
     * same white level for scoring. Doubtful images are logged by the executors.
     */
    public SparkFitting readBy(ImageReader reader) {
        return new SparkFitting(training, ReaderSettings.of(reader), parts);
    }

    /**
     * Splits the images as {@link Training#fit(io.xvad.core.Samples)} splits them in the order of their paths, fits and calibrates. Where an
     * image cannot be read, Spark's exception names it.
     *
     * @param images normal ones; column {@value SparkImages#PATH} with paths that the driver and the executors can read; one that is
     *     there twice counts once
     * @throws IllegalArgumentException if the training cannot be divided; see {@link Training#inParts}
     */
    public FittedDetector fit(Dataset<Row> images) {
        List<String> paths = images.select(SparkImages.PATH).as(Encoders.STRING()).collectAsList().stream()
                .distinct()
                .sorted()
                .toList();
        SparkSession spark = images.sparkSession();
        StoredImages normals = new StoredImages(
                paths, new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()), settings);
        TrainingInParts divided = training.inParts(normals);
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        FittedDetector model = divided.fit(gathered(context, divided.task(), (StoredImages) divided.learned()));
        try {
            return divided.calibrate(model, scores(context, spark, model, (StoredImages) divided.heldOut()));
        } catch (Throwable e) { // Spark throws checked exceptions that it does not declare
            model.close();
            throw e;
        }
    }

    /** A run of images by their places. */
    private record Slice(int number, int[] places, StoredImages images) implements Serializable {}

    private List<Slice> slices(JavaSparkContext context, StoredImages images) {
        int wanted = parts == 0 ? context.defaultParallelism() : parts;
        int count = Math.min(wanted, images.size());
        List<Slice> slices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) images.size() * i / count);
            int to = (int) ((long) images.size() * (i + 1) / count);
            int[] places = IntStream.range(from, to).toArray();
            slices.add(new Slice(i, places, images.select(places)));
        }
        return slices;
    }

    /** What all images tell, joined in the order of their places, some parts at a time. */
    private Gathered gathered(JavaSparkContext context, GatheringTask task, StoredImages images) {
        List<Slice> slices = slices(context, images);
        int count = slices.size();
        JavaPairRDD<Integer, Gathered> gathered = context.parallelize(slices, count)
                .mapToPair(slice -> new Tuple2<>(slice.number(), task.gather(slice.images(), slice.places())));
        while (count > JOINED) {
            count = (count + JOINED - 1) / JOINED;
            gathered = gathered.mapToPair(part -> new Tuple2<>(part._1 / JOINED, part))
                    .groupByKey(count)
                    .mapValues(some -> task.join(inOrder(some)));
        }
        return task.join(inOrder(gathered.collect()));
    }

    private static List<Gathered> inOrder(Iterable<Tuple2<Integer, Gathered>> parts) {
        return StreamSupport.stream(parts.spliterator(), false)
                .sorted(Comparator.comparing(Tuple2::_1))
                .map(Tuple2::_2)
                .toList();
    }

    private List<HeldOutScore> scores(
            JavaSparkContext context, SparkSession spark, FittedDetector model, StoredImages heldOut) {
        if (heldOut.size() == 0) {
            return List.of();
        }
        SharedModel shared = SharedModel.of(spark, Models.toBytes(model));
        return context.parallelize(slices(context, heldOut))
                .flatMap(slice -> {
                    FittedDetector open = shared.openForTask();
                    return IntStream.range(0, slice.images().size())
                            .mapToObj(i ->
                                    HeldOutScore.of(open.detect(slice.images().get(i))))
                            .iterator();
                })
                .collect();
    }
}
