package io.xvad.core;

import java.util.function.Supplier;

/** Makes a heap that is too small for one sample an error of this sample, so that the others go on. Thread-safe. */
public final class HeapSpace {

    private static final long MEBIBYTE = 1L << 20;
    private static final long GIBIBYTE = 1L << 30;

    private HeapSpace() {}

    /**
     * Refuses work that cannot succeed, before it is begun.
     *
     * @param what the sample and its size, as in "a.png: 9000 x 9000 pixels"
     * @param bytes of the heap that it needs at least
     * @throws XvadDataException if the heap can never hold so much
     */
    public static void require(String what, long bytes) {
        long largest = Runtime.getRuntime().maxMemory();
        if (bytes > largest) {
            throw new XvadDataException(what + " need about " + mebibytes(bytes) + " of memory, but Java's heap has "
                    + mebibytes(largest) + "; " + advice(2 * bytes));
        }
    }

    /**
     * Does the work on one sample. An {@link OutOfMemoryError} of the heap may be caught here, unlike elsewhere: the arrays
     * that did not fit, and those made before them, belong to this sample alone and nobody can reach them any more.
     *
     * @param id of the sample
     * @throws XvadDataException naming the sample, if the heap is too small; its cause is the {@link OutOfMemoryError}
     */
    public static <T> T of(String id, Supplier<T> work) {
        try {
            return work.get();
        } catch (OutOfMemoryError e) {
            if (!isOfTheHeap(e)) {
                throw e;
            }
            long largest = Runtime.getRuntime().maxMemory();
            throw new XvadDataException(
                    id + ": is too large for what is left of Java's heap of " + mebibytes(largest) + "; "
                            + advice(2 * largest),
                    e);
        }
    }

    /** Does work on one sample that gives nothing back; throws as {@link #of}. */
    public static void run(String id, Runnable work) {
        of(id, () -> {
            work.run();
            return id;
        });
    }

    /** Whether the heap was too small, as {@link #of} says it. */
    public static boolean ranOut(Throwable failure) {
        return failure instanceof XvadDataException && failure.getCause() instanceof OutOfMemoryError;
    }

    /** Not threads, nor memory outside the heap, which say so. */
    private static boolean isOfTheHeap(OutOfMemoryError error) {
        String message = String.valueOf(error.getMessage());
        return message.contains("heap space") || message.contains("array size") || message.contains("GC overhead");
    }

    private static String advice(long bytes) {
        String size = Math.max(1, (bytes + GIBIBYTE - 1) / GIBIBYTE) + "g";
        return "give it more (XVAD_HEAP=" + size + " for the xvad command, -Xmx" + size
                + " for java) or make the image smaller";
    }

    private static String mebibytes(long bytes) {
        return (bytes + MEBIBYTE / 2) / MEBIBYTE + " MiB";
    }
}
