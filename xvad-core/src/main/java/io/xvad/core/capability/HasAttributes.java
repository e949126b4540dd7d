package io.xvad.core.capability;

import io.xvad.core.Sample;
import io.xvad.core.explain.AttributeDeviation;
import java.util.List;

/** A detector whose score is made of named, measurable attributes. Thread-safe. */
@FunctionalInterface
public interface HasAttributes {

    /** Every attribute of the sample against its normal range, the most surprising first. */
    List<AttributeDeviation> attributes(Sample sample);
}
