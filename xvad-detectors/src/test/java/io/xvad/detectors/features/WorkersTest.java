package io.xvad.detectors.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class WorkersTest {

    @Test
    void doEachPartOnceAndNotOnTheCommonPool() {
        AtomicIntegerArray done = new AtomicIntegerArray(100);
        try (Workers workers = new Workers(3)) {
            workers.each(100, part -> {
                assertThat(ForkJoinPool.commonPool().equals(pool())).isFalse();
                done.incrementAndGet(part);
            });
        }
        for (int i = 0; i < 100; i++) {
            assertThat(done.get(i)).isEqualTo(1);
        }
    }

    private static ForkJoinPool pool() {
        return ((ForkJoinWorkerThread) Thread.currentThread()).getPool();
    }

    @Test
    void passOnWhatAPartThrows() {
        try (Workers workers = new Workers(2)) {
            assertThatThrownBy(() -> workers.each(4, part -> {
                        throw new IllegalStateException("part");
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
    }
}
