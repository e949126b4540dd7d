package io.xvad.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeapSpaceTest {

    @Test
    void whatCanNeverFitIsRefusedInOneLineThatSaysWhatToDo() {
        long heap = Runtime.getRuntime().maxMemory();
        assertThatThrownBy(() -> HeapSpace.require("a.png: 9 x 9 pixels", heap + 1))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContainingAll("a.png: 9 x 9 pixels", "MiB", "XVAD_HEAP=", "-Xmx")
                .hasMessageNotContaining("\n");
        assertThatCode(() -> HeapSpace.require("a.png", heap)).doesNotThrowAnyException();
    }

    @Test
    void aHeapThatIsTooSmallIsAnErrorOfTheSample() {
        assertThatThrownBy(() -> HeapSpace.of("a.png", () -> new long[Integer.MAX_VALUE - 2].length))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContainingAll("a.png", "XVAD_HEAP=", "-Xmx")
                .matches(HeapSpace::ranOut);
        assertThat(HeapSpace.of("a.png", () -> 3)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"unable to create native thread", "Metaspace", "Cannot reserve 8 bytes of direct buffer memory"})
    void otherMemoryThanTheHeapIsNobodysSample(String message) {
        OutOfMemoryError error = new OutOfMemoryError(message);
        assertThatThrownBy(() -> HeapSpace.run("a.png", () -> {
                    throw error;
                }))
                .isSameAs(error);
    }

    @Test
    void otherErrorsAreNotAboutTheHeap() {
        assertThat(HeapSpace.ranOut(new XvadDataException("a.png: is empty"))).isFalse();
        assertThat(HeapSpace.ranOut(new IllegalStateException(new OutOfMemoryError("Java heap space"))))
                .isFalse();
    }
}
