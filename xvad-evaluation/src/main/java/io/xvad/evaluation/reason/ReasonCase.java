package io.xvad.evaluation.reason;

import java.util.function.Supplier;

/**
 * An image whose explanation is judged. It is read, or made, each time it is asked for.
 *
 * @param id names it, for example its file
 * @param source the image it was made from; those of one source are not independent of each other
 * @param kind of defect; what {@link io.xvad.data.reason.AdmissibleReasons} knows it by
 * @param group where it comes from
 * @param truth reads or makes it
 */
public record ReasonCase(String id, String source, String kind, ReasonGroup group, Supplier<ReasonTruth> truth) {}
