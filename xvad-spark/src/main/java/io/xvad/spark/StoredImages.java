package io.xvad.spark;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.XvadDataException;
import io.xvad.data.image.ImageReader;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Images of any file system that Spark reads, each read when it is asked for, by drivers and executors alike. Immutable and thread-safe.
 *
 * @param paths their paths, which are their ids
 * @param configuration of the file systems
 */
record StoredImages(List<String> paths, SerializableConfiguration configuration) implements Samples, Serializable {

    @Override
    public int size() {
        return paths.size();
    }

    @Override
    public Image get(int index) {
        return read(paths.get(index), configuration);
    }

    @Override
    public String id(int index) {
        return paths.get(index);
    }

    @Override
    public StoredImages select(int... indices) {
        return new StoredImages(IntStream.of(indices).mapToObj(paths::get).toList(), configuration);
    }

    /**
     * Reads one image.
     *
     * @throws XvadDataException naming the file, if it cannot be read
     */
    static Image read(String path, SerializableConfiguration configuration) {
        return ImageReader.withDefaults().read(path, bytes(path, configuration));
    }

    /** The bytes of a file; throws as {@link #read}. */
    static byte[] bytes(String path, SerializableConfiguration configuration) {
        Path file = new Path(path);
        try (FSDataInputStream in = file.getFileSystem(configuration.value()).open(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new XvadDataException(path + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
