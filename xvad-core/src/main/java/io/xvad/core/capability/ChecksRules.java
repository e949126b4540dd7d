package io.xvad.core.capability;

import io.xvad.core.Sample;
import io.xvad.core.explain.RuleTrace;
import java.util.List;

/** A detector that checks a sample against rules a reader can understand, such as how many of a part there must be. Thread-safe. */
@FunctionalInterface
public interface ChecksRules {

    /** Every rule with what was measured and what is allowed, those that the sample breaks first. */
    List<RuleTrace> rules(Sample sample);
}
