package io.xvad.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Sessions of Spark for tests. */
final class LocalSpark {

    private static final String TESTING = "spark.testing";
    private static final String HOME = "spark.test.home";

    private LocalSpark() {}

    static SparkSession.Builder builder(String master) {
        return SparkSession.builder()
                .master(master)
                .appName("xvad tests")
                .config("spark.ui.enabled", false)
                .config("spark.sql.codegen.wholeStage", false)
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir"));
    }

    /** Two threads of this JVM. */
    static SparkSession twoThreads() {
        return builder("local[2]").getOrCreate();
    }

    /**
     * A master and workers of one core and 1 GiB in this JVM, their executors as processes of their own. Spark starts such processes only
     * where it has a home; an empty one does, because their classes come from the path of this JVM.
     */
    static SparkSession.Builder cluster(Path folder, int workers) throws IOException {
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve("jars"));
        Files.createDirectories(home.resolve("launcher/target/scala-2.13"));
        System.setProperty(TESTING, "true");
        System.setProperty(HOME, home.toString());
        return builder("local-cluster[" + workers + ",1,1024]");
    }

    static void forgetCluster() {
        System.clearProperty(TESTING);
        System.clearProperty(HOME);
    }

    static Dataset<Row> paths(SparkSession spark, List<String> paths, int partitions) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        return spark.createDataset(context.parallelize(paths, partitions).rdd(), Encoders.STRING())
                .toDF(SparkImages.PATH);
    }
}
