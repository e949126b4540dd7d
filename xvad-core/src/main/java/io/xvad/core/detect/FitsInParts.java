package io.xvad.core.detect;

import io.xvad.core.Samples;
import io.xvad.core.model.LearnedSamples;
import java.io.Serializable;

/**
 * A detector whose fit can be divided: what each part of the normal samples tells is gathered apart, perhaps on several machines, joined,
 * and a detector is fitted to all of it. Learns from normal samples only. {@link Training#inParts} divides such a fit. Stateless.
 *
 * @param <P> what a part tells; much smaller than the samples
 */
public interface FitsInParts<P extends Serializable> extends Detector {

    /**
     * Some of the normal samples.
     *
     * @param samples they themselves; what is read from them is noted for the provenance
     * @param places of each its index among all normal samples, ascending
     * @param all number of all normal samples
     */
    record Part(Samples samples, int[] places, int all) {}

    /** The type of what a part tells. */
    Class<P> partType();

    /**
     * What a part tells. The same part and request give the same, so that it may be gathered again where it was lost.
     *
     * @throws io.xvad.core.XvadDataException if a sample cannot be read
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    P gather(Part part, FitRequest request);

    /**
     * What two parts tell together; associative within rounding.
     *
     * @param one may be changed and given back
     * @param other of later samples; left as it is
     */
    P join(P one, P other);

    /**
     * Fits to what all parts tell.
     *
     * @param normals all normal samples, of which a limited number may be read again, such as those that are shown as examples
     * @param learned the same samples, each with the digest of what was read
     */
    FittedDetector fitGathered(P all, Samples normals, LearnedSamples learned, FitRequest request);
}
