package io.xvad.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class EffortTest {

    @Test
    void stepsAreCountedFromNone() {
        assertThatThrownBy(() -> new Effort(-1, true)).hasMessageContaining("at least 0 steps, got -1");
    }

    @Test
    void wordsSayWhetherTimeRanOut() {
        assertThat(new Effort(1, true).inWords()).isEqualTo("1 step");
        assertThat(new Effort(57, false).inWords()).isEqualTo("57 steps, then its time ran out");
    }

    @Test
    void aDecisionKeepsWhatWasSpent() {
        Effort spent = new Effort(200, true);
        Detection found = Detection.undecided("s", 1).with(spent);
        assertThat(found.with(Verdict.UNDECIDED, List.of(), List.of()).effort()).contains(spent);
    }
}
