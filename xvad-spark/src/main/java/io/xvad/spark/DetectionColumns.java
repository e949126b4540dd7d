package io.xvad.spark;

import io.xvad.core.Box;
import io.xvad.core.Detection;
import io.xvad.core.Region;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The columns that scoring adds, named as in the JSON that {@code xvad detect} writes. */
final class DetectionColumns {

    private static final StructType BOX = new StructType()
            .add("x", DataTypes.IntegerType, false)
            .add("y", DataTypes.IntegerType, false)
            .add("width", DataTypes.IntegerType, false)
            .add("height", DataTypes.IntegerType, false);

    private static final StructType REGION = new StructType()
            .add("frame", DataTypes.IntegerType, false)
            .add("box", BOX, false)
            .add("area", DataTypes.IntegerType, false)
            .add("peakY", DataTypes.IntegerType, false)
            .add("peakX", DataTypes.IntegerType, false)
            .add("peak", DataTypes.FloatType, false)
            .add("mean", DataTypes.DoubleType, false);

    private static final StructType COLUMNS = new StructType()
            .add("score", DataTypes.DoubleType)
            .add("pValue", DataTypes.DoubleType)
            .add("threshold", DataTypes.DoubleType)
            .add("decision", DataTypes.StringType)
            .add("regions", DataTypes.createArrayType(REGION, false))
            .add("map", DataTypes.BinaryType)
            .add("explanation", DataTypes.StringType)
            .add("error", DataTypes.StringType);

    private static final int ERROR = COLUMNS.fieldIndex("error");

    private DetectionColumns() {}

    /** A schema with these columns at its end. */
    static StructType after(StructType before) {
        StructType all = before;
        for (String name : COLUMNS.fieldNames()) {
            all = all.add(COLUMNS.apply(name));
        }
        return all;
    }

    /** Names of these columns. */
    static List<String> names() {
        return List.of(COLUMNS.fieldNames());
    }

    /** The values for an image that was scored. */
    static @Nullable Object[] values(
            Detection detection, byte @Nullable [] map, @Nullable String explanation, @Nullable String error) {
        return new @Nullable Object[] {
            detection.score(),
            orNull(detection.verdict().pValue()),
            orNull(detection.verdict().threshold()),
            detection.verdict().decision().name().toLowerCase(Locale.ROOT),
            detection.regions().stream().map(DetectionColumns::row).toArray(Row[]::new),
            map,
            explanation,
            error
        };
    }

    /** The values for an image that could not be scored. */
    static @Nullable Object[] failed(String error) {
        @Nullable Object[] values = new @Nullable Object[COLUMNS.size()];
        values[ERROR] = error;
        return values;
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static Row row(Region region) {
        Box box = region.box();
        return RowFactory.create(
                region.frame(),
                RowFactory.create(box.x(), box.y(), box.width(), box.height()),
                region.area(),
                region.peakY(),
                region.peakX(),
                region.peak(),
                region.mean());
    }
}
