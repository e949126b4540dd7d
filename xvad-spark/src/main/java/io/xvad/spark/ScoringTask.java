package io.xvad.spark;

import io.xvad.core.Detection;
import io.xvad.core.HeapSpace;
import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Explaining;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Scores the images of a partition, one row for each.
 *
 * @param model what scores them
 * @param configuration of the file systems
 * @param settings of what reads the images
 * @param kept names of the columns that stay, among them the path
 * @param content whether rows have the bytes of the image
 * @param maps what is kept of the map
 * @param explainer null if nothing is to be explained
 */
record ScoringTask(
        SharedModel model,
        SerializableConfiguration configuration,
        ReaderSettings settings,
        List<String> kept,
        boolean content,
        MapBytes maps,
        @Nullable ExplainerChoice explainer)
        implements MapPartitionsFunction<Row, Row> {

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        FittedDetector open = model.openForTask();
        Optional<Explaining> explaining = Optional.ofNullable(explainer).map(ExplainerChoice::find);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED), false)
                .map(row -> scored(row, open, explaining))
                .iterator();
    }

    private Row scored(Row row, FittedDetector open, Optional<Explaining> explaining) {
        Stream<Object> before = kept.stream().map(name -> row.getAs(name));
        return RowFactory.create(
                Stream.concat(before, Stream.of(values(row, open, explaining))).toArray());
    }

    private @Nullable Object[] values(Row row, FittedDetector open, Optional<Explaining> explaining) {
        @Nullable String path = row.getAs(SparkImages.PATH);
        if (path == null) {
            return DetectionColumns.failed("an image without a path");
        }
        try {
            return HeapSpace.of(path, () -> values(image(row, path), open, explaining));
        } catch (XvadDataException | IllegalArgumentException e) {
            return DetectionColumns.failed(String.valueOf(e.getMessage()));
        }
    }

    private Image image(Row row, String path) {
        byte @Nullable [] bytes = content ? row.getAs(SparkImages.CONTENT) : StoredImages.bytes(path, configuration);
        if (bytes == null) {
            throw new XvadDataException(path + ": has no content");
        }
        return settings.reader().read(path, bytes);
    }

    private @Nullable Object[] values(Image image, FittedDetector open, Optional<Explaining> explaining) {
        Detection detection = open.detect(image);
        byte @Nullable [] map = maps != MapBytes.NONE && detection.hasMaps() ? maps.of(detection.map(), open) : null;
        if (explaining.isEmpty()) {
            return DetectionColumns.values(detection, map, null, null);
        }
        try {
            String why = HeapSpace.of(
                    image.id(),
                    () -> explaining.get().explain(open, image, detection).toJsonWithoutArrays());
            return DetectionColumns.values(detection, map, why, null);
        } catch (XvadDataException | IllegalArgumentException e) {
            return DetectionColumns.values(detection, map, null, "not explained: " + e.getMessage());
        }
    }
}
