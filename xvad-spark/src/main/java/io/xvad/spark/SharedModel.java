package io.xvad.spark;

import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.Sha256;
import java.io.Serializable;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.TaskCompletionListener;

/**
 * A model whose bytes every executor gets once.
 *
 * @param fingerprint SHA-256, in hex, of the bytes
 * @param bytes of the model file
 */
record SharedModel(String fingerprint, Broadcast<byte[]> bytes) implements Serializable {

    static SharedModel of(SparkSession spark, byte[] model) {
        return new SharedModel(
                Sha256.of(model),
                JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(model));
    }

    /** The open model of this JVM, for the task that runs on this thread; released when the task ends, however it ends. */
    FittedDetector openForTask() {
        FittedDetector model = OpenModels.ofThisJvm().acquire(fingerprint, bytes::value);
        TaskCompletionListener release = ended -> OpenModels.ofThisJvm().release(fingerprint);
        TaskContext.get().addTaskCompletionListener(release);
        return model;
    }
}
