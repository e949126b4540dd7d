package io.xvad.core.explain;

/** Where {@link Explanation#save} puts the values of maps and images. */
public enum ArrayStorage {
    /** NumPy files of float32 beside the JSON, which names them: exact. */
    NPY,
    /** NumPy files of float16 beside the JSON: half the size, values rounded to 11 bits. */
    NPY16,
    /** In the JSON, as {@link Explanation#toJson} writes it: exact, one file, 5.3 bytes a value. */
    JSON,
    /** Nowhere: the JSON has their shapes only and cannot be read back. */
    NONE
}
