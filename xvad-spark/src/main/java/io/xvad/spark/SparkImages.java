package io.xvad.spark;

import io.xvad.core.XvadDataException;
import io.xvad.data.dataset.ImageFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.api.java.JavaSparkContext;
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

    private static final int PARTITIONS_OF_CORE = 4;

    private SparkImages() {}

    /**
     * The images below folders, in four partitions for each core; see {@link #in(SparkSession, Collection, int)}.
     *
     * @throws XvadDataException if a folder cannot be listed, or there is no image at all
     */
    public static Dataset<Row> in(SparkSession spark, Collection<String> folders) {
        return in(spark, folders, PARTITIONS_OF_CORE * spark.sparkContext().defaultParallelism());
    }

    /**
     * The images below folders of any file system that Spark reads, in order of their paths within each: a data frame of one column,
     * {@value #PATH}. Files and folders whose names begin with a dot or an underscore are left out. An image below two of
     * the folders is there once.
     *
     * @param folders paths or URLs
     * @param partitions in how many the data frame is divided, at least 1
     * @throws XvadDataException if a folder cannot be listed, or there is no image at all
     */
    public static Dataset<Row> in(SparkSession spark, Collection<String> folders, int partitions) {
        List<String> paths = new ArrayList<>();
        for (String folder : folders) {
            paths.addAll(below(new Path(folder), spark));
        }
        List<String> once = paths.stream().distinct().toList();
        if (once.isEmpty()) {
            throw new XvadDataException(folders + ": no images found");
        }
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        return spark.createDataset(context.parallelize(once, partitions).rdd(), Encoders.STRING())
                .toDF(PATH);
    }

    private static List<String> below(Path folder, SparkSession spark) {
        List<String> found = new ArrayList<>();
        try {
            FileSystem files = folder.getFileSystem(spark.sparkContext().hadoopConfiguration());
            Path root = files.makeQualified(folder);
            RemoteIterator<LocatedFileStatus> all = files.listFiles(root, true);
            while (all.hasNext()) {
                Path file = all.next().getPath();
                if (ImageFiles.hasImageEnding(java.nio.file.Path.of(file.getName())) && isShown(file, root)) {
                    found.add(file.toString());
                }
            }
        } catch (IOException e) {
            throw new XvadDataException(folder + ": cannot be listed: " + e.getMessage(), e);
        }
        found.sort(null);
        return found;
    }

    private static boolean isShown(Path file, Path root) {
        for (Path at = file; at.depth() > root.depth(); at = at.getParent()) {
            if (at.getName().startsWith(".") || at.getName().startsWith("_")) {
                return false;
            }
        }
        return true;
    }
}
