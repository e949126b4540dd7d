package io.xvad.spark;

import io.xvad.data.dataset.ImageFiles;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Data frames of images. */
public final class SparkImages {

    /** Column of the path of an image, which is its id. */
    public static final String PATH = "path";

    /** Column of the bytes of an image file. */
    public static final String CONTENT = "content";

    private SparkImages() {}

    /**
     * The images below folders of any file system that Spark reads, in order of their paths: a data frame of one column, {@value #PATH}. What
     * begins with a dot or an underscore is left out.
     *
     * @throws IllegalArgumentException if there is no image at all
     */
    public static Dataset<Row> in(SparkSession spark, Collection<String> folders) {
        List<String> paths = spark
                .read()
                .format("binaryFile")
                .option("recursiveFileLookup", true)
                .load(folders.toArray(String[]::new))
                .select(PATH)
                .as(Encoders.STRING())
                .collectAsList()
                .stream()
                .filter(path -> ImageFiles.hasImageEnding(Path.of(path)))
                .sorted()
                .toList();
        if (paths.isEmpty()) {
            throw new IllegalArgumentException(folders + ": no images found");
        }
        return spark.createDataset(paths, Encoders.STRING()).toDF(PATH);
    }
}
