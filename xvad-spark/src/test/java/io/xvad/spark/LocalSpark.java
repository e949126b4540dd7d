package io.xvad.spark;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Sessions of Spark for tests. */
final class LocalSpark {

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

    static Dataset<Row> paths(SparkSession spark, List<String> paths, int partitions) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        return spark.createDataset(context.parallelize(paths, partitions).rdd(), Encoders.STRING())
                .toDF(SparkImages.PATH);
    }
}
