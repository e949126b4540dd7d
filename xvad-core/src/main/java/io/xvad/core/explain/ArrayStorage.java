package io.xvad.core.explain;

/** Where {@link Explanation#save} puts the values of maps and images. */
public enum ArrayStorage {
    /** A NumPy archive beside the JSON, float32: exact. */
    NPZ,
    /** A NumPy archive beside the JSON, float16: values are rounded to 11 bits, and it is several times as small. */
    NPZ16,
    /** In the JSON, as {@link Explanation#toJson} writes it: exact, one file, 5.3 bytes a value. */
    JSON,
    /** Nowhere: the JSON has their shapes only and cannot be read back. */
    NONE
}
