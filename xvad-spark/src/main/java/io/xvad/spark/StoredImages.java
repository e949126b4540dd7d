package io.xvad.spark;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.XvadDataException;
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
 * @param settings of what reads them
 */
record StoredImages(List<String> paths, SerializableConfiguration configuration, ReaderSettings settings)
        implements Samples, Serializable {

    @Override
    public int size() {
        return paths.size();
    }

    @Override
    public Image get(int index) {
        String path = paths.get(index);
        return settings.reader().read(path, bytes(path, configuration));
    }

    @Override
    public String id(int index) {
        return paths.get(index);
    }

    @Override
    public StoredImages select(int... indices) {
        return new StoredImages(IntStream.of(indices).mapToObj(paths::get).toList(), configuration, settings);
    }

    /**
     * The bytes of a file.
     *
     * @throws XvadDataException naming the file, if it cannot be read
     */
    static byte[] bytes(String path, SerializableConfiguration configuration) {
        Path file = new Path(path);
        try (FSDataInputStream in = file.getFileSystem(configuration.value()).open(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new XvadDataException(path + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
