package io.xvad.core.engine;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a network takes and gives, as its file says: names, types and shapes in the order of the file, and the texts its exporter left in it.
 * Immutable and thread-safe.
 *
 * @param inputs by name
 * @param outputs those it was opened with, by name
 * @param metadata texts of the exporter's, by key; empty if there are none
 */
public record NetworkSignature(Map<String, Value> inputs, Map<String, Value> outputs, Map<String, String> metadata) {

    public NetworkSignature {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        metadata = Map.copyOf(metadata);
    }

    /** An input or an output. Immutable. */
    public static final class Value {

        private final String type;
        private final long[] shape;

        /**
         * Creates one.
         *
         * @param type of its elements, such as float32, float16, int32, uint8
         * @param shape sizes, -1 where the file leaves one open; copied
         */
        public Value(String type, long... shape) {
            this.type = type;
            this.shape = shape.clone();
        }

        /** The type of its elements, such as float32, float16, int32, uint8. */
        public String type() {
            return type;
        }

        /** Number of dimensions. */
        public int rank() {
            return shape.length;
        }

        /** The size of one dimension, or -1 if the file leaves it open. */
        public long size(int dimension) {
            return shape[dimension];
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Value that && type.equals(that.type) && Arrays.equals(shape, that.shape);
        }

        @Override
        public int hashCode() {
            return 31 * type.hashCode() + Arrays.hashCode(shape);
        }

        @Override
        public String toString() {
            return type + " " + Arrays.toString(shape).replace("-1", "?");
        }
    }
}
