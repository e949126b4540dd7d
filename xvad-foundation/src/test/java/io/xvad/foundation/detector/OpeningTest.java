package io.xvad.foundation.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpeningTest {

    private final List<String> closed = new ArrayList<>();

    @Test
    void whatAStepThatFailsLeavesOpenIsClosedTheLastFirst() {
        IllegalStateException broken = new IllegalStateException("broken");
        assertThatThrownBy(() -> Opening.of(opening -> {
                    opening.keep("network", closed::add);
                    opening.keep("memory", closed::add);
                    throw broken;
                }))
                .isSameAs(broken);
        assertThat(closed).containsExactly("memory", "network");
    }

    @Test
    void whatIsOpenedInTheEndStaysOpen() {
        String opened = Opening.of(opening -> opening.keep("network", closed::add));
        assertThat(opened).isEqualTo("network");
        assertThat(closed).isEmpty();
    }
}
